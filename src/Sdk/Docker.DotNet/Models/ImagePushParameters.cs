namespace Docker.DotNet.Models;

/// <summary>Query of <c>POST /images/{name}/push</c>.</summary>
public class ImagePushParameters
{
    public string? Tag { get; set; }

    public string? Platform { get; set; }
}
