namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>An image reference, taken apart as Docker does it.</summary>
/// <param name="Registry">Such as <c>docker.io</c>.</param>
/// <param name="Repository">Such as <c>library/nginx</c>.</param>
/// <param name="Tag">Such as <c>latest</c>; empty where a digest is given.</param>
internal readonly record struct ImageReference(string Registry, string Repository, string Tag)
{
    /// <summary>Such as <c>docker.io/library/nginx:latest</c>.</summary>
    public string Canonical => Tag.Length == 0 ? $"{Registry}/{Repository}" : $"{Registry}/{Repository}:{Tag}";

    /// <summary>What was written, without the tag.</summary>
    public required string Name { get; init; }

    /// <summary>The repository as Docker Hub's users write it, wherever it is pulled from: <c>library/nginx</c> → <c>nginx</c>.</summary>
    public string ShortName => Repository switch
    {
        _ when Repository.StartsWith("library/", StringComparison.Ordinal) => Repository["library/".Length..],
        _ when Repository.StartsWith("docker/library/", StringComparison.Ordinal) => Repository["docker/library/".Length..],
        _ => Repository,
    };

    public static ImageReference Parse(string text)
    {
        var name = text;
        var tag = "latest";
        if (text.IndexOf('@', StringComparison.Ordinal) is var at and >= 0)
        {
            name = text[..at];
            tag = "";
        }
        else if (text.LastIndexOf(':') is var colon and > 0 && !text.AsSpan(colon).Contains('/'))
        {
            name = text[..colon];
            tag = text[(colon + 1)..];
        }
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var host = slash > 0 ? name[..slash] : "";
        if (host.Contains('.', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal) || host == "localhost")
            return new(host, name[(slash + 1)..], tag) { Name = name };
        return new("docker.io", slash < 0 ? $"library/{name}" : name, tag) { Name = name };
    }
}
