using Docker.DotNet.Models;

namespace Docker.DotNet;

internal sealed class SystemOperations(EngineApi api) : ISystemOperations
{
    public Task<VersionResponse> GetVersionAsync(CancellationToken cancellationToken) =>
        api.ReadAsync(new Call(HttpMethod.Get, "version"), DockerJson.Default.VersionResponse, cancellationToken);

    public Task PingAsync(CancellationToken cancellationToken) => api.SendAsync(new Call(HttpMethod.Get, "_ping"), cancellationToken);

    public Task<SystemInfoResponse> GetSystemInfoAsync(CancellationToken cancellationToken) =>
        api.ReadAsync(new Call(HttpMethod.Get, "info"), DockerJson.Default.SystemInfoResponse, cancellationToken);

    public Task MonitorEventsAsync(ContainerEventsParameters parameters, IProgress<Message> progress, CancellationToken cancellationToken)
    {
        var query = new Query().Add("since", parameters.Since).Add("until", parameters.Until).Add("filters", parameters.Filters);
        return api.MonitorAsync(new Call(HttpMethod.Get, "events", query), DockerJson.Default.Message, progress, cancellationToken);
    }
}
