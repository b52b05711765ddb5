using Workbook.Engine.Runtimes;
using Workbook.Engine.State;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Metadata;

/// <summary>
/// What the ECS agent serves to containers: the task metadata endpoint, versions 4 and 3, the credentials of task roles, and
/// task scale-in protection. It listens where containers reach this machine, and knows who asks by the path alone: the ids
/// in it can be worked out by nobody who has not got the secret.
/// </summary>
/// <param name="secret">
/// What the ids are made from. It has to stay the same for a data folder: containers that outlive the engine keep asking by
/// the ids that they were started with.
/// </param>
/// <param name="preferredPort">The <see cref="Port"/> of the last life, for the same reason; 0 when there was none.</param>
/// <param name="credentials">Gives out the credentials; null for <see cref="LocalTaskCredentials"/>.</param>
public sealed class MetadataEndpoint(string secret, int preferredPort = 0, ITaskCredentials? credentials = null) : IAgentEndpoint
{
    private const int AgentPort = 80;

    /// <summary>The address that AWS has for it, and the only one for which SDKs know how to complete a relative URI.</summary>
    private const string AgentAuthority = "169.254.170.2";

    private readonly EndpointIds _ids = new(secret);
    private EndpointTable? _table;
    private AgentListener? _listener;

    /// <summary>Where it listens, to be given to the next one on the same data folder; null while it does not.</summary>
    public int? Port => _listener?.Port;

    /// <inheritdoc/>
    public async Task StartAsync(StateStore store, ITaskRuntime runtime, IReadOnlyList<AgentAddress> addresses, CancellationToken cancellation)
    {
        _table = new(_ids, store);
        _table.AddAll();
        var router = new AgentRouter(_table, runtime, credentials ?? new LocalTaskCredentials(secret), store);
        foreach (var (address, port) in Candidates(addresses))
        {
            _listener = await AgentListener.TryStartAsync(address, port, router.HandleAsync, cancellation);
            if (_listener is not null) return;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> EnvironmentOf(RuntimeContainer container)
    {
        if (_listener is not { Authority: var authority } || _table is null) return new Dictionary<string, string>();
        var (scope, task, definition, _) = container.Task;
        _table.Add(scope, task);
        var id = _ids.OfContainer(scope, task, container.State);
        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["ECS_AGENT_URI"] = $"http://{authority}/api/{id}",
            ["ECS_CONTAINER_METADATA_URI"] = $"http://{authority}/v3/{id}",
            ["ECS_CONTAINER_METADATA_URI_V4"] = $"http://{authority}/v4/{id}",
            ["AWS_EXECUTION_ENV"] = "AWS_ECS_" + task.LaunchType,
        };
        if (task.LaunchType == LaunchType.Fargate)
        {
            // An agent on a machine leaves it to the container to find out.
            environment["AWS_DEFAULT_REGION"] = scope.Region;
            environment["AWS_REGION"] = scope.Region;
        }
        if (AgentTask.RoleOf(scope, task, definition) is not null)
        {
            var path = $"/v2/credentials/{_ids.OfCredentials(scope, task)}";
            if (authority == AgentAuthority) environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = path;
            else environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = $"http://{authority}{path}";
        }
        return environment;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_listener is not null) await _listener.DisposeAsync();
        _listener = null;
    }

    // First wherever containers of the last life may ask, then AWS's port, then any.
    private IEnumerable<(AgentAddress Address, int Port)> Candidates(IReadOnlyList<AgentAddress> addresses) =>
        (preferredPort == 0 ? [] : addresses.Select(address => (address, preferredPort)))
            .Concat(addresses.SelectMany(address => new[] { (address, AgentPort), (address, 0) }));
}
