using System.Collections.Immutable;
using Workbook.Orchestration.Tasks;

namespace Workbook.Orchestration.Deployments;

/// <summary>How many tasks of a deployment or task set are where. Only tasks that are still wanted count as pending or running.</summary>
public sealed record DeploymentTally
{
    public static DeploymentTally Empty { get; } = new();

    /// <summary>On their way to RUNNING.</summary>
    public int Pending { get; init; }
    public int Running { get; init; }

    /// <summary>Those of the running ones that do their work: HEALTHY, or without a health check.</summary>
    public int Healthy { get; init; }

    /// <summary>Told to stop and not STOPPED yet.</summary>
    public int Stopping { get; init; }

    /// <summary>Active tasks by capacity provider.</summary>
    public ImmutableSortedDictionary<string, int> ByProvider { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>Pending and running: what counts against the maximum.</summary>
    public int Active => Pending + Running;

    public bool IsEmpty => Active == 0 && Stopping == 0;

    /// <summary>What of a task matters to its service; one whose facets did not change changes no tally.</summary>
    internal static (bool, bool, bool, bool, bool, bool) FacetsOf(EcsTask task) =>
        (task.IsWanted, task.LastStatus == EcsTaskStatus.Running, task.IsHealthy, task.IsUnhealthy, task.LastStatus == EcsTaskStatus.Stopped, task.IsProtected);

    internal DeploymentTally Count(EcsTask task, int by)
    {
        if (task.LastStatus == EcsTaskStatus.Stopped) return this;
        if (!task.IsWanted) return this with { Stopping = Stopping + by };
        var runs = task.LastStatus == EcsTaskStatus.Running;
        return this with
        {
            Pending = Pending + (runs ? 0 : by),
            Running = Running + (runs ? by : 0),
            Healthy = Healthy + (task.IsHealthy ? by : 0),
            ByProvider = task.CapacityProviderName is { } provider ? ByProvider.SetItem(provider, ByProvider.GetValueOrDefault(provider) + by) : ByProvider,
        };
    }
}
