namespace Workbook.Engine.Runtimes;

/// <summary>An image reference, taken apart as Docker does it.</summary>
/// <param name="Registry">Such as <c>docker.io</c>.</param>
/// <param name="Repository">Such as <c>library/nginx</c>.</param>
/// <param name="Tag">Such as <c>latest</c>; empty where a digest is given, which outranks a tag.</param>
internal readonly record struct ImageReference(string Registry, string Repository, string Tag)
{
    /// <summary>Such as <c>docker.io/library/nginx:latest</c>.</summary>
    public string Canonical => $"{Registry}/{Repository}" + (Digest.Length > 0 ? $"@{Digest}" : $":{Tag}");

    /// <summary>The repository as Docker shows it: Docker Hub's without the registry.</summary>
    public string Familiar => Registry == "docker.io" ? ShortName : $"{Registry}/{Repository}";

    /// <summary>What was written, without tag and digest.</summary>
    public required string Name { get; init; }

    /// <summary>Such as <c>sha256:…</c>; empty where none is given.</summary>
    public required string Digest { get; init; }

    /// <summary>The repository as Docker Hub's users write it, wherever it is pulled from: <c>library/nginx</c> → <c>nginx</c>.</summary>
    public string ShortName => Repository switch
    {
        _ when Repository.StartsWith("library/", StringComparison.Ordinal) => Repository["library/".Length..],
        _ when Repository.StartsWith("docker/library/", StringComparison.Ordinal) => Repository["docker/library/".Length..],
        _ => Repository,
    };

    public static ImageReference Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var digest = at < 0 ? "" : text[(at + 1)..];
        var name = at < 0 ? text : text[..at];
        var tag = at < 0 ? "latest" : "";
        if (name.LastIndexOf(':') is var colon and > 0 && !name.AsSpan(colon).Contains('/'))
        {
            if (at < 0) tag = name[(colon + 1)..];
            name = name[..colon];
        }
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var host = slash > 0 ? name[..slash] : "";
        if (host.Contains('.', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal) || host == "localhost")
            return new(host, name[(slash + 1)..], tag) { Name = name, Digest = digest };
        return new("docker.io", slash < 0 ? $"library/{name}" : name, tag) { Name = name, Digest = digest };
    }
}
