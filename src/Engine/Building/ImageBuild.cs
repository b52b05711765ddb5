namespace Workbook.Engine.Building;

/// <summary>What is to be built.</summary>
/// <param name="Folder">Where the Dockerfile or the project is, and all that it copies.</param>
/// <param name="Name">
/// <c>REPOSITORY[:TAG]</c>, with a registry in front where it is not only for this machine. The workbook's registry is pushed to.
/// </param>
public sealed record ImageBuild(string Folder, string Name)
{
    /// <summary>The Dockerfile, in the folder or below it; null for <c>Dockerfile</c>, if there is one.</summary>
    public string? Dockerfile { get; init; }

    /// <summary>Pushes also where the name has no registry: then to the workbook's.</summary>
    public bool Push { get; init; }

    /// <summary>Leaves Docker alone, also where there is one.</summary>
    public bool WithoutDocker { get; init; }

    /// <summary>Values for the Dockerfile's <c>ARG</c>s, or properties for the project.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();
}

/// <summary>What was built.</summary>
/// <param name="Name">What the image is called now: in the registry when it was pushed, else in Docker.</param>
public sealed record BuiltImage(string Name, bool IsPushed);
