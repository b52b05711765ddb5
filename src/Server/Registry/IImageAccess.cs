using Workbook.Orchestration;

namespace Workbook.Server.Registry;

/// <summary>Decides who may do what with a repository's images.</summary>
internal interface IImageAccess
{
    /// <summary>Null when it is allowed, else why not, in AWS's words.</summary>
    /// <param name="principalArn">Who asks.</param>
    /// <param name="action">Such as <c>ecr:PutImage</c>.</param>
    /// <param name="registry">Whose registry it is.</param>
    /// <param name="repositoryName">The repository, which need not exist; null when it is about the registry as a whole.</param>
    string? Refusal(string principalArn, string action, AccountRegion registry, string? repositoryName);
}
