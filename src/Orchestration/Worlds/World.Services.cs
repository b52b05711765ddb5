using System.Collections.Immutable;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Worlds;

public sealed partial record World
{
    /// <summary>By <see cref="EcsService.Key"/>, also those that are INACTIVE.</summary>
    public ImmutableSortedDictionary<string, EcsService> Services { get; private init; } = Table<EcsService>();

    /// <summary>By <see cref="EcsServiceRevision.Id"/>.</summary>
    public ImmutableSortedDictionary<string, EcsServiceRevision> ServiceRevisions { get; private init; } = Table<EcsServiceRevision>();

    /// <summary>By <see cref="EcsServiceDeployment.Key"/>.</summary>
    public ImmutableSortedDictionary<string, EcsServiceDeployment> ServiceDeployments { get; private init; } = Table<EcsServiceDeployment>();

    /// <summary>Services by what they can be found by; see <see cref="ServiceBuckets"/>.</summary>
    public Buckets ServiceIndex { get; private init; } = Buckets.Empty;

    /// <summary>The ids of revisions and the keys of service deployments, each by service; see <see cref="RolloutBuckets"/>.</summary>
    public Buckets RolloutIndex { get; private init; } = Buckets.Empty;

    /// <summary>How many tasks of which kind each deployment has, by its id.</summary>
    public ImmutableSortedDictionary<string, DeploymentTally> DeploymentTallies { get; private init; } = Table<DeploymentTally>();

    /// <summary>The ids of the container instances that are DRAINING.</summary>
    public ImmutableSortedSet<string> DrainingInstances { get; private init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>How many tasks of which kind a deployment has.</summary>
    public DeploymentTally TallyOf(EcsDeployment deployment) => TallyOf(deployment.Id);

    /// <summary>How many tasks of which kind a deployment or task set has, by its id.</summary>
    public DeploymentTally TallyOf(string ownerId) => DeploymentTallies.GetValueOrDefault(ownerId, DeploymentTally.Empty);

    /// <summary>A service's last service deployment, under way or not; null with task sets.</summary>
    public EcsServiceDeployment? RolloutOf(EcsService service) =>
        service.ServiceDeploymentId is { } id ? ServiceDeployments.GetValueOrDefault(EcsServiceDeployment.KeyOf(service.ClusterName, service.Name, id)) : null;

    public World Put(EcsService service)
    {
        var key = new EntityKey(EntityKind.Service, service.Key);
        var before = Services.GetValueOrDefault(service.Key);
        return (this with
        {
            Services = Services.SetItem(service.Key, service),
            ServiceIndex = ServiceIndex.Move(service.Key, before is null ? [] : ServiceBuckets.Of(before), ServiceBuckets.Of(service)),
            Agenda = Agenda.Reschedule(key, before?.NextWake, service.NextWake).Touch(key),
        }).Changed(key.Kind, key.Key).TouchTargetOf(service);
    }

    public World Remove(EcsService service)
    {
        var key = new EntityKey(EntityKind.Service, service.Key);
        return (this with
        {
            Services = Services.Remove(service.Key),
            ServiceIndex = ServiceIndex.Move(service.Key, ServiceBuckets.Of(service), []),
            Agenda = Agenda.Reschedule(key, service.NextWake, null).Settle(key),
        }).WithoutHistory(key).Changed(key.Kind, key.Key);
    }

    public World Put(EcsServiceRevision revision) => (this with
    {
        ServiceRevisions = ServiceRevisions.SetItem(revision.Id, revision),
        RolloutIndex = RolloutIndex.Move(revision.Id, [], RolloutBuckets.Of(revision)),
    }).Changed(EntityKind.ServiceRevision, revision.Id);

    public World Remove(EcsServiceRevision revision) => (this with
    {
        ServiceRevisions = ServiceRevisions.Remove(revision.Id),
        RolloutIndex = RolloutIndex.Move(revision.Id, RolloutBuckets.Of(revision), []),
    }).Changed(EntityKind.ServiceRevision, revision.Id);

    public World Put(EcsServiceDeployment deployment) => (this with
    {
        ServiceDeployments = ServiceDeployments.SetItem(deployment.Key, deployment),
        RolloutIndex = RolloutIndex.Move(deployment.Key, [], [RolloutBuckets.Deployments(deployment.ServiceKey)]),
    }).Changed(EntityKind.ServiceDeployment, deployment.Key);

    public World Remove(EcsServiceDeployment deployment) => (this with
    {
        ServiceDeployments = ServiceDeployments.Remove(deployment.Key),
        RolloutIndex = RolloutIndex.Move(deployment.Key, [RolloutBuckets.Deployments(deployment.ServiceKey)], []),
    }).Changed(EntityKind.ServiceDeployment, deployment.Key);

    /// <summary>The planner looks at the service again.</summary>
    private World Touch(EcsService service) => this with { Agenda = Agenda.Touch(new(EntityKind.Service, service.Key)) };

    /// <summary>Touches the services to which a change of a container instance matters.</summary>
    private World InstanceChanged(Instance? before, Instance? after)
    {
        var (id, cluster) = (after ?? before) is { } instance ? (instance.Id, instance.ClusterName) : default;
        var drains = after?.Status == ContainerInstanceStatus.Draining;
        var world = drains == DrainingInstances.Contains(id) ? this : this with
        {
            DrainingInstances = drains ? DrainingInstances.Add(id) : DrainingInstances.Remove(id),
        };
        if (before?.Status != after?.Status || before?.AgentConnected != after?.AgentConnected || before?.Attributes != after?.Attributes)
            world = world.TouchAll(ServiceBuckets.Daemons(cluster)).TouchAll(ServiceBuckets.Unplaced(cluster)).TouchServicesOn(cluster, id);
        else if (before!.Remaining != after!.Remaining)
            world = world.TouchAll(ServiceBuckets.Unplaced(cluster));
        return world;
    }

    /// <summary>The service that a task belongs to; null for a task alone, and when its service is forgotten.</summary>
    public EcsService? ServiceOf(EcsTask task) => task.ServiceName is { } name ? Services.GetValueOrDefault(EcsService.KeyOf(task.ClusterName, name)) : null;

    private World TouchServicesOn(string cluster, string instanceId)
    {
        var world = this;
        foreach (var task in TaskIndex[TaskBuckets.By(TaskBuckets.All(cluster, DesiredStatus.Running), "instance", instanceId)].Select(id => Tasks[id]))
        {
            if (ServiceOf(task) is { } service) world = world.Touch(service);
        }
        return world;
    }

    private World TouchAll(string bucket)
    {
        var world = this;
        foreach (var key in ServiceIndex[bucket]) world = world.Touch(Services[key]);
        return world;
    }

    /// <summary>Counts a service's task, and touches the service when a count has changed.</summary>
    private World TallyDeployment(EcsTask? before, EcsTask? after)
    {
        if ((after ?? before) is not { ServiceName: not null, StartedBy: { } deployment } task) return this;
        if (before is not null && after is not null && DeploymentTally.FacetsOf(before) == DeploymentTally.FacetsOf(after)) return this;
        var tally = TallyOf(deployment);
        if (before is not null) tally = tally.Count(before, -1);
        if (after is not null) tally = tally.Count(after, +1);
        var world = this with
        {
            DeploymentTallies = tally.IsEmpty ? DeploymentTallies.Remove(deployment) : DeploymentTallies.SetItem(deployment, tally),
        };
        return ServiceOf(task) is { } owner ? world.Touch(owner).TouchTargetOf(owner) : world;
    }
}
