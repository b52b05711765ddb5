using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.TaskSets;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>A service: how many tasks of what shall run, and how far that has come.</summary>
/// <param name="ClusterName">The cluster it runs in.</param>
/// <param name="Name">Up to 255 letters, digits, hyphens and underscores.</param>
public sealed record EcsService(string ClusterName, string Name)
{
    /// <summary>ACTIVE; DRAINING after it was deleted, until its tasks have stopped; then INACTIVE.</summary>
    public string Status { get; init; } = Active;

    /// <summary>REPLICA or DAEMON.</summary>
    public required string SchedulingStrategy { get; init; }

    /// <summary>ECS, CODE_DEPLOY or EXTERNAL.</summary>
    public required string Controller { get; init; }

    /// <summary>How many tasks shall run; for a daemon, how many container instances are eligible.</summary>
    public int DesiredCount { get; init; }

    /// <summary>The revision it shall run, of an <see cref="EcsServiceRevision"/>.</summary>
    public string? RevisionId { get; init; }
    public DeploymentConfiguration DeploymentConfiguration { get; init; } = new();
    public ValueList<PlacementConstraint> PlacementConstraints { get; init; } = [];
    public ValueList<PlacementStrategy> PlacementStrategy { get; init; } = [];

    /// <summary>Seconds after a task's start during which failing health checks are ignored.</summary>
    public int? HealthCheckGracePeriodSeconds { get; init; }
    public string? RoleArn { get; init; }
    public bool EnableEcsManagedTags { get; init; }

    /// <summary>TASK_DEFINITION, SERVICE or NONE.</summary>
    public string PropagateTags { get; init; } = Shapes.Ecs.PropagateTags.None;
    public bool EnableExecuteCommand { get; init; }

    /// <summary>ENABLED or DISABLED.</summary>
    public string AvailabilityZoneRebalancing { get; init; } = Shapes.Ecs.AvailabilityZoneRebalancing.Disabled;
    public ValueList<Tag> Tags { get; init; } = [];

    /// <summary>The request that created it, without the cluster: the same again is the same service.</summary>
    public required CreateServiceRequest CreatedFrom { get; init; }
    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it became INACTIVE.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>Newest first; the first is PRIMARY. Empty with the EXTERNAL controller.</summary>
    public ValueList<EcsDeployment> Deployments { get; init; } = [];

    /// <summary>The last <see cref="EcsServiceDeployment"/>, under way or not.</summary>
    public string? ServiceDeploymentId { get; init; }

    /// <summary>Newest first, at most 100.</summary>
    public ValueList<ServiceEvent> Events { get; init; } = [];

    /// <summary>How many events there ever were.</summary>
    public int EventCount { get; init; }

    /// <summary>When it last said to be in a steady state, as long as it still is.</summary>
    public DateTimeOffset? SteadySince { get; init; }

    /// <summary>That protected tasks keep it from a steady state, in the words of the event about it; null when none do.</summary>
    public string? HeldBack { get; init; }

    /// <summary>The revision of the last deployment that completed: what a rollback goes back to.</summary>
    public string? StableRevisionId { get; init; }

    /// <summary>A time that the planner asked for, such as the end of a grace period or a bake time.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }

    /// <summary>A time that matters only if nobody acts before, such as the end of a pause.</summary>
    public DateTimeOffset? UpkeepAt { get; init; }

    /// <summary>Newest first; only with the EXTERNAL controller.</summary>
    public ValueList<EcsTaskSet> TaskSets { get; init; } = [];

    /// <summary>When the planner has to look at it though nothing happened.</summary>
    public Wake? NextWake { get; init; }

    public const string Active = "ACTIVE";
    public const string Draining = "DRAINING";
    public const string Inactive = "INACTIVE";

    public string Key => KeyOf(ClusterName, Name);

    /// <summary>The group of its tasks.</summary>
    public string Group => "service:" + Name;

    public bool IsActive => Status == Active;

    public bool IsDaemon => SchedulingStrategy == Shapes.Ecs.SchedulingStrategy.Daemon;

    /// <summary>True while a task of it finds no place.</summary>
    public bool IsUnplaced => Deployments.Any(each => each.Unplaced is not null) || TaskSets.Any(each => each.Unplaced is not null);

    public EcsDeployment? Primary => Deployments.Count > 0 ? Deployments[0] : null;

    /// <summary>The ids of its deployments and task sets: what its tasks are <c>startedBy</c>.</summary>
    public IEnumerable<string> OwnerIds => Deployments.Select(each => each.Id).Concat(TaskSets.Select(each => each.Id));

    /// <summary>The id as events name it: that of a task set, null for a deployment's.</summary>
    internal string? TaskSetIn(string ownerId) => TaskSets.Any(each => each.Id == ownerId) ? ownerId : null;

    /// <summary>Where its tasks may stand: by its own constraints and those of the task definition.</summary>
    internal ValueList<PlacementConstraint> ConstraintsWith(TaskDefinition definition) =>
        PlacementRules.Together(PlacementConstraints, definition);

    public static string KeyOf(string clusterName, string name) => $"{clusterName}/{name}";

    /// <summary>What keeps tasks of a deployment or task set from being placed; null when nothing does.</summary>
    internal string? UnplacedOf(string ownerId) =>
        Deployments.FirstOrDefault(each => each.Id == ownerId)?.Unplaced ?? TaskSets.FirstOrDefault(each => each.Id == ownerId)?.Unplaced;

    internal EcsService WithUnplaced(string ownerId, string? message) => this with
    {
        Deployments = Deployments.Select(each => each.Id == ownerId ? each with { Unplaced = message } : each).ToValueList(),
        TaskSets = TaskSets.Select(each => each.Id == ownerId ? each with { Unplaced = message } : each).ToValueList(),
    };

    public EcsService With(EcsDeployment deployment) => this with
    {
        Deployments = Deployments.Select(each => each.Id == deployment.Id ? deployment : each).ToValueList(),
    };

    public EcsService With(EcsTaskSet taskSet) => this with
    {
        TaskSets = TaskSets.Select(each => each.Id == taskSet.Id ? taskSet : each).ToValueList(),
    };
}
