namespace Docker.DotNet.Models;

/// <summary>Query of <c>POST /images/{name}/tag</c>.</summary>
public class ImageTagParameters
{
    public string? RepositoryName { get; set; }

    public string? Tag { get; set; }
}
