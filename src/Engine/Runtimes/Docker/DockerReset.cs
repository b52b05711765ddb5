using Docker.DotNet;
using Workbook.Engine.Runtimes.Docker.Hosts;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>Removes what workbooks that do not run any more left on a Docker Engine, and nothing else.</summary>
public static class DockerReset
{
    /// <param name="dataFolder">The folder whose engine's containers, networks and volumes go; null for those of engines that kept nothing and were killed.</param>
    /// <exception cref="IOException">Docker cannot be asked; the message says why and what to do.</exception>
    public static async Task RemoveAsync(DockerEndpoint endpoint, string? dataFolder, CancellationToken cancellation)
    {
        using var host = new DockerHost(endpoint.Connect(), EngineIdentity.OfThisProcess(), TimeProvider.System);
        await host.ConnectAsync(cancellation);
        try
        {
            if (dataFolder is null) await AbandonedEngines.RemoveAsync(host, cancellation);
            else if (EngineIdentity.Find(dataFolder) is { } identity) await new TaskCleanup(host, identity.Id).RemoveEverythingAsync(cancellation);
        }
        catch (DockerApiException error)
        {
            throw new IOException(DockerErrors.Text(error), error);
        }
    }
}
