using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Docker.DotNet.Models;

namespace Docker.DotNet;

internal sealed class ContainerOperations(EngineApi api) : IContainerOperations
{
    public async Task<IList<ContainerListResponse>> ListContainersAsync(ContainersListParameters parameters, CancellationToken cancellationToken)
    {
        var query = new Query().Add("all", parameters.All).Add("limit", parameters.Limit).Add("size", parameters.Size).Add("filters", parameters.Filters);
        return await api.ReadAsync(new Call(HttpMethod.Get, "containers/json", query), DockerJson.Default.ContainerListResponseArray, cancellationToken);
    }

    public Task<CreateContainerResponse> CreateContainerAsync(CreateContainerParameters parameters, CancellationToken cancellationToken)
    {
        var query = new Query().Add("name", parameters.Name).Add("platform", parameters.Platform);
        var call = new Call(HttpMethod.Post, "containers/create", query)
        {
            Content = EngineApi.Json(parameters, DockerJson.Default.CreateContainerParameters),
            Missing = Missing.Image,
        };
        return api.ReadAsync(call, DockerJson.Default.CreateContainerResponse, cancellationToken);
    }

    public Task<ContainerInspectResponse> InspectContainerAsync(string id, CancellationToken cancellationToken) =>
        InspectContainerAsync(id, new ContainerInspectParameters(), cancellationToken);

    public Task<ContainerInspectResponse> InspectContainerAsync(string id, ContainerInspectParameters parameters, CancellationToken cancellationToken) =>
        api.ReadAsync(Get(id, "json", new Query().Add("size", parameters.IncludeSize)), DockerJson.Default.ContainerInspectResponse, cancellationToken);

    public Task<ContainerProcessesResponse> ListProcessesAsync(string id, ContainerListProcessesParameters parameters, CancellationToken cancellationToken) =>
        api.ReadAsync(Get(id, "top", new Query().Add("ps_args", parameters.PsArgs)), DockerJson.Default.ContainerProcessesResponse, cancellationToken);

    public async Task<MultiplexedStream> GetContainerLogsAsync(string id, ContainerLogsParameters parameters, CancellationToken cancellationToken)
    {
        var query = new Query()
            .Add("stdout", parameters.ShowStdout)
            .Add("stderr", parameters.ShowStderr)
            .Add("since", parameters.Since)
            .Add("until", parameters.Until)
            .Add("timestamps", parameters.Timestamps)
            .Add("follow", parameters.Follow)
            .Add("tail", parameters.Tail);
        var response = await api.OpenAsync(Get(id, "logs", query), cancellationToken);
        return await SplitAsync(await response.Content.ReadAsStreamAsync(cancellationToken), id, response.Content.Headers.ContentType, cancellationToken);
    }

    public async Task<Stream> ExportContainerAsync(string id, CancellationToken cancellationToken)
    {
        var response = await api.OpenAsync(Get(id, "export"), cancellationToken);
        return await response.Content.ReadAsStreamAsync(cancellationToken);
    }

    public Task GetContainerStatsAsync(string id, ContainerStatsParameters parameters, IProgress<ContainerStatsResponse> progress, CancellationToken cancellationToken)
    {
        var query = new Query().Add("stream", parameters.Stream).Add("one-shot", parameters.OneShot);
        return api.MonitorAsync(Get(id, "stats", query), DockerJson.Default.ContainerStatsResponse, progress, cancellationToken);
    }

    public Task ResizeContainerTtyAsync(string id, ContainerResizeParameters parameters, CancellationToken cancellationToken) =>
        api.SendAsync(Post(id, "resize", new Query().Add("h", parameters.Height).Add("w", parameters.Width)), cancellationToken);

    public async Task<bool> StartContainerAsync(string id, ContainerStartParameters parameters, CancellationToken cancellationToken) =>
        await api.SendAsync(Post(id, "start", new Query().Add("detachKeys", parameters?.DetachKeys)), cancellationToken) != HttpStatusCode.NotModified;

    public async Task<bool> StopContainerAsync(string id, ContainerStopParameters parameters, CancellationToken cancellationToken)
    {
        var query = new Query().Add("t", parameters.WaitBeforeKillSeconds).Add("signal", parameters.Signal);
        return await api.SendAsync(Post(id, "stop", query) with { TakesItsTime = true }, cancellationToken) != HttpStatusCode.NotModified;
    }

    public Task RestartContainerAsync(string id, ContainerRestartParameters parameters, CancellationToken cancellationToken)
    {
        var query = new Query().Add("t", parameters.WaitBeforeKillSeconds).Add("signal", parameters.Signal);
        return api.SendAsync(Post(id, "restart", query) with { TakesItsTime = true }, cancellationToken);
    }

    public Task KillContainerAsync(string id, ContainerKillParameters parameters, CancellationToken cancellationToken) =>
        api.SendAsync(Post(id, "kill", new Query().Add("signal", parameters.Signal)), cancellationToken);

    public Task RenameContainerAsync(string id, ContainerRenameParameters parameters, CancellationToken cancellationToken) =>
        api.SendAsync(Post(id, "rename", new Query().Add("name", parameters.NewName)), cancellationToken);

    public Task PauseContainerAsync(string id, CancellationToken cancellationToken) => api.SendAsync(Post(id, "pause"), cancellationToken);

    public Task UnpauseContainerAsync(string id, CancellationToken cancellationToken) => api.SendAsync(Post(id, "unpause"), cancellationToken);

    public async Task<MultiplexedStream> AttachContainerAsync(string id, ContainerAttachParameters parameters, CancellationToken cancellationToken)
    {
        var query = new Query()
            .Add("stream", parameters.Stream)
            .Add("stdin", parameters.Stdin)
            .Add("stdout", parameters.Stdout)
            .Add("stderr", parameters.Stderr)
            .Add("detachKeys", parameters.DetachKeys)
            .Add("logs", parameters.Logs);
        var (stream, type) = await api.HijackAsync(Post(id, "attach", query), cancellationToken);
        return await SplitAsync(stream, id, type, cancellationToken);
    }

    public Task<ContainerWaitResponse> WaitContainerAsync(string id, CancellationToken cancellationToken) =>
        api.ReadAsync(Post(id, "wait") with { TakesItsTime = true }, DockerJson.Default.ContainerWaitResponse, cancellationToken);

    public Task RemoveContainerAsync(string id, ContainerRemoveParameters parameters, CancellationToken cancellationToken)
    {
        var query = new Query().Add("v", parameters.RemoveVolumes).Add("link", parameters.RemoveLinks).Add("force", parameters.Force);
        return api.SendAsync(new Call(HttpMethod.Delete, $"containers/{Call.Segment(id)}", query) { Missing = Missing.Container }, cancellationToken);
    }

    public async Task<ContainerArchiveResponse> GetArchiveFromContainerAsync(string id, ContainerPathStatParameters parameters, bool statOnly, CancellationToken cancellationToken)
    {
        var call = Get(id, "archive", new Query().Add("path", parameters.Path)) with { Method = statOnly ? HttpMethod.Head : HttpMethod.Get };
        var response = await api.OpenAsync(call, cancellationToken);
        var stat = Convert.FromBase64String(response.Headers.GetValues("X-Docker-Container-Path-Stat").First());
        var archive = new ContainerArchiveResponse { Stat = JsonSerializer.Deserialize(stat, DockerJson.Default.ContainerPathStatResponse)! };
        if (statOnly) response.Dispose();
        else archive.Stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        return archive;
    }

    public Task ExtractArchiveToContainerAsync(string id, CopyToContainerParameters parameters, Stream stream, CancellationToken cancellationToken)
    {
        var query = new Query()
            .Add("path", parameters.Path)
            .Add("noOverwriteDirNonDir", parameters.AllowOverwriteDirWithFile)
            .Add("copyUIDGID", parameters.CopyUIDGID);
        return api.SendAsync(Get(id, "archive", query) with { Method = HttpMethod.Put, Content = EngineApi.Tar(stream) }, cancellationToken);
    }

    // Newer Engines say in the content type whether there are headers between the bytes; of older ones one has to ask whether the container has a terminal.
    private async Task<MultiplexedStream> SplitAsync(Stream stream, string id, MediaTypeHeaderValue? type, CancellationToken cancellationToken)
    {
        try
        {
            var multiplexed = type?.MediaType == "application/vnd.docker.multiplexed-stream"
                || (await InspectContainerAsync(id, cancellationToken)).Config is not { Tty: true };
            return new MultiplexedStream(stream, multiplexed);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private static Call Get(string id, string what, Query? query = null) => new(HttpMethod.Get, $"containers/{Call.Segment(id)}/{what}", query) { Missing = Missing.Container };

    private static Call Post(string id, string what, Query? query = null) => Get(id, what, query) with { Method = HttpMethod.Post };
}
