namespace Docker.DotNet.Models;

/// <summary>Query of <c>PUT /containers/{id}/archive</c>.</summary>
public class CopyToContainerParameters
{
    public string Path { get; set; } = string.Empty;

    public bool? AllowOverwriteDirWithFile { get; set; }

    public bool? CopyUIDGID { get; set; }
}
