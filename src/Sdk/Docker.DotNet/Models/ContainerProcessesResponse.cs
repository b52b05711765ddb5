namespace Docker.DotNet.Models;

/// <summary>ContainerTopResponse: answer to <c>GET /containers/{id}/top</c>.</summary>
public class ContainerProcessesResponse
{
    public IList<IList<string>> Processes { get; set; } = default!;

    public IList<string> Titles { get; set; } = default!;
}
