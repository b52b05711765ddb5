using System.Text.RegularExpressions;
using Workbook.Engine.Images;
using Workbook.Engine.Runtimes;
using Workbook.Orchestration;

namespace Workbook.Engine.Building;

/// <summary>What an image is to be called, and which registry that means.</summary>
/// <param name="Reference">The name, taken apart.</param>
/// <param name="IsOfWorkbook">True for the registry of the workbook, under any of the names that it goes by.</param>
/// <param name="Home">The account and region in a name such as <c>123456789012.dkr.ecr.us-east-1.localhost:4566/hello</c>.</param>
internal sealed partial record ImageName(ImageReference Reference, bool IsOfWorkbook, AccountRegion? Home)
{
    /// <summary>True for a name without a registry: one for this machine.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Without registry and tag, as it was typed.</summary>
    public string Repository => IsLocal ? Reference.Name : Reference.Repository;

    public string Tag => Reference.Tag;

    public string Text => $"{Reference.Name}:{Tag}";

    /// <param name="text">As it was typed.</param>
    /// <param name="localPort">Where the workbook's registry listens on this machine.</param>
    /// <exception cref="BuildException">No image can be called so.</exception>
    public static ImageName Parse(string text, int? localPort)
    {
        var reference = ImageReference.Parse(text);
        if (!HostForm().IsMatch(reference.Registry) || !RepositoryForm().IsMatch(reference.Repository) || !TagForm().IsMatch(reference.Tag))
            throw new BuildException($"'{text}' cannot be the name of an image. Write it as [REGISTRY/]REPOSITORY[:TAG] in lower case, such as -t hello:1.");
        var home = RegistryAddress.ScopeOf(reference.Registry.Split(':')[0]);
        var isOfWorkbook = home is not null || localPort is { } port && (reference.Registry == $"localhost:{port}" || reference.Registry == $"127.0.0.1:{port}");
        return new(reference, isOfWorkbook, home) { IsLocal = reference.Registry == "docker.io" && !text.StartsWith("docker.io/", StringComparison.Ordinal) };
    }

    [GeneratedRegex(@"^[a-zA-Z0-9]+([.-]+[a-zA-Z0-9]+)*(:[0-9]+)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex HostForm();

    [GeneratedRegex(@"^[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex RepositoryForm();

    [GeneratedRegex(@"^\w[\w.-]{0,127}\z", RegexOptions.ECMAScript)]
    private static partial Regex TagForm();
}
