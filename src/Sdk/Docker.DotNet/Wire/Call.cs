namespace Docker.DotNet;

/// <summary>One request to the Engine; the path has no leading slash and no version.</summary>
internal sealed record Call(HttpMethod Method, string Path, Query? Query = null)
{
    public HttpContent? Content { get; init; }

    public IEnumerable<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What a 404 says does not exist.</summary>
    public Missing Missing { get; init; }

    /// <summary>It waits or streams by nature, so that no timeout applies.</summary>
    public bool TakesItsTime { get; init; }

    /// <summary>A name or id as a part of a path; names of images have slashes and colons of their own.</summary>
    public static string Segment(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal).Replace("%40", "@", StringComparison.Ordinal);
    }
}
