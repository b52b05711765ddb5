using Workbook.Orchestration;

namespace Workbook.Server.Registry;

/// <summary>Decides who may do what with a repository's images.</summary>
internal interface IImageAccess
{
    /// <summary>Returns when it is allowed.</summary>
    /// <param name="principalArn">Who asks.</param>
    /// <param name="action">Such as <c>ecr:PutImage</c>.</param>
    /// <param name="registry">Whose registry it is.</param>
    /// <param name="repositoryName">The repository, which need not exist; null when it is about the registry as a whole.</param>
    /// <exception cref="RegistryError">DENIED.</exception>
    void Check(string principalArn, string action, AccountRegion registry, string? repositoryName);
}
