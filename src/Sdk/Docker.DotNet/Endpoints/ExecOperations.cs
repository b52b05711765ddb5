using Docker.DotNet.Models;

namespace Docker.DotNet;

internal sealed class ExecOperations(EngineApi api) : IExecOperations
{
    public Task<ContainerExecInspectResponse> InspectContainerExecAsync(string id, CancellationToken cancellationToken) =>
        api.ReadAsync(new Call(HttpMethod.Get, $"exec/{Call.Segment(id)}/json") { Missing = Missing.Container }, DockerJson.Default.ContainerExecInspectResponse, cancellationToken);

    public Task<ContainerExecCreateResponse> CreateContainerExecAsync(string id, ContainerExecCreateParameters parameters, CancellationToken cancellationToken)
    {
        var call = new Call(HttpMethod.Post, $"containers/{Call.Segment(id)}/exec")
        {
            Content = EngineApi.Json(parameters, DockerJson.Default.ContainerExecCreateParameters),
            Missing = Missing.Container,
        };
        return api.ReadAsync(call, DockerJson.Default.ContainerExecCreateResponse, cancellationToken);
    }

    public async Task<MultiplexedStream> StartContainerExecAsync(string id, ContainerExecStartParameters parameters, CancellationToken cancellationToken)
    {
        var call = new Call(HttpMethod.Post, $"exec/{Call.Segment(id)}/start")
        {
            Content = EngineApi.Json(parameters, DockerJson.Default.ContainerExecStartParameters),
            Missing = Missing.Container,
        };
        var (stream, _) = await api.HijackAsync(call, cancellationToken);
        return new MultiplexedStream(stream, !parameters.TTY);
    }

    public Task ResizeExecTtyAsync(string id, ContainerResizeParameters parameters, CancellationToken cancellationToken)
    {
        var query = new Query().Add("h", parameters.Height).Add("w", parameters.Width);
        return api.SendAsync(new Call(HttpMethod.Post, $"exec/{Call.Segment(id)}/resize", query) { Missing = Missing.Container }, cancellationToken);
    }
}
