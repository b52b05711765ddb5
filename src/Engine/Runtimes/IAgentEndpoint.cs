using System.Net;
using Workbook.Engine.State;

namespace Workbook.Engine.Runtimes;

/// <summary>
/// What the container agent serves to containers from the address that AWS has for it, 169.254.170.2: the task metadata
/// endpoint, version 4, and the credentials of task roles.
/// </summary>
public interface IAgentEndpoint : IAsyncDisposable
{
    /// <summary>Begins to serve, before the first container is started.</summary>
    /// <param name="addresses">Addresses of this machine that containers reach, the best first; none when they reach no such address.</param>
    Task StartAsync(StateStore store, ITaskRuntime runtime, IReadOnlyList<AgentAddress> addresses, CancellationToken cancellation);

    /// <summary>The environment variables that tell a container where to ask; none where nothing is served.</summary>
    IReadOnlyDictionary<string, string> EnvironmentOf(RuntimeContainer container);
}

/// <summary>An address of this machine, and what containers have to call it.</summary>
/// <param name="Listen">Where to listen.</param>
/// <param name="Host">Its name or address as seen from a container.</param>
public sealed record AgentAddress(IPAddress Listen, string Host);
