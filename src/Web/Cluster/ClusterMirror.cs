using Workbook.Orchestration;
using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Web.Cluster;

/// <summary>
/// What the pages show at the moment. It is given the keys of what changed in a <see cref="World"/> and says what that changes on the map, which costs as
/// much as has changed, however much there is.
/// </summary>
internal sealed class ClusterMirror
{
    /// <summary>How many stopped tasks of a service, or of a family, somebody sees who comes later.</summary>
    private const int StoppedShown = 5;
    private const int NewsKept = 100;

    private readonly Dictionary<(AccountRegion Scope, EntityKey Key), ClusterItem> _items = [];
    private readonly Dictionary<(AccountRegion Scope, string Service), int> _eventsTold = [];
    private readonly HashSet<(AccountRegion Scope, string Activity)> _activitiesTold = [];
    private readonly Queue<ClusterNews> _kept = [];
    private readonly Dictionary<string, ClusterItem?> _changes = new(StringComparer.Ordinal);
    private readonly List<ClusterNews> _news = [];

    /// <summary>All that there is.</summary>
    public ClusterUpdate.Map Whole() => new(true, [.. _items.Values], [], [.. _kept]);

    /// <summary>Begins with what a World has.</summary>
    public void Fill(World world)
    {
        var ended = world.Tasks.Values.Where(task => task.LastStatus == EcsTaskStatus.Stopped).GroupBy(task => (task.ClusterName, task.Group))
            .SelectMany(group => group.OrderByDescending(task => task.StoppedAt).Take(StoppedShown));
        Look(world,
        [
            .. Keys(EntityKind.Cluster, world.Clusters.Keys),
            .. Keys(EntityKind.ContainerInstance, world.ContainerInstances.Keys),
            .. Keys(EntityKind.Service, world.Services.Keys),
            .. Keys(EntityKind.Task, world.Tasks.Values.Where(task => task.LastStatus != EcsTaskStatus.Stopped).Concat(ended).Select(task => task.Id)),
            .. Keys(EntityKind.LoadBalancer, world.LoadBalancers.Keys),
            .. Keys(EntityKind.TargetGroup, world.TargetGroups.Keys),
            .. Keys(EntityKind.Target, world.Targets.Keys),
            .. Keys(EntityKind.TargetActivity, world.TargetActivities.Keys),
        ]);
        Take();
    }

    /// <summary>Notes what has become of things.</summary>
    public void Look(World world, IEnumerable<EntityKey> keys)
    {
        foreach (var key in keys) Look(world, key);
    }

    /// <summary>What looks different since the last time.</summary>
    public ClusterUpdate.Map Take()
    {
        foreach (var each in _news.OrderBy(news => news.At)) _kept.Enqueue(each);
        while (_kept.Count > NewsKept) _kept.Dequeue();
        var map = new ClusterUpdate.Map(
            false,
            [.. _changes.Values.OfType<ClusterItem>()],
            [.. _changes.Where(change => change.Value is null).Select(change => change.Key)],
            [.. _news.OrderBy(news => news.At).TakeLast(NewsKept)]);
        _changes.Clear();
        _news.Clear();
        return map;
    }

    private void Look(World world, EntityKey key)
    {
        switch (key.Kind)
        {
            case EntityKind.Cluster:
                Show(world, key, world.Clusters.GetValueOrDefault(key.Key) is { IsActive: true } cluster ? ClusterCards.Of(world, cluster.Name) : null);
                break;
            case EntityKind.ContainerInstance:
                Show(world, key, world.ContainerInstances.GetValueOrDefault(key.Key) is { IsRegistered: true } instance ? ClusterCards.Of(world, instance) : null);
                break;
            case EntityKind.Service:
                LookAtService(world, key);
                break;
            case EntityKind.ServiceLoad:
                LookAtService(world, new(EntityKind.Service, key.Key));
                break;
            case EntityKind.ServiceDeployment when world.ServiceDeployments.GetValueOrDefault(key.Key) is { } deployment:
                LookAtService(world, new(EntityKind.Service, deployment.ServiceKey));
                break;
            case EntityKind.Task:
                var task = world.Tasks.GetValueOrDefault(key.Key);
                Show(world, key, task is null ? null : ClusterCards.Of(world, task));
                // Its status counts in the service, though nothing of the service itself has changed.
                if (task?.ServiceName is { } name) LookAtService(world, new(EntityKind.Service, EcsService.KeyOf(task.ClusterName, name)));
                break;
            case EntityKind.LoadBalancer:
                Show(world, key, world.LoadBalancers.GetValueOrDefault(key.Key) is { } balancer ? ClusterCards.Of(world, balancer) : null);
                break;
            case EntityKind.Listener or EntityKind.ListenerRule:
                // Their keys begin with that of their load balancer: app/NAME/ID.
                Look(world, new EntityKey(EntityKind.LoadBalancer, string.Join('/', key.Key.Split('/').Take(3))));
                break;
            case EntityKind.TargetGroup:
                Show(world, key, world.TargetGroups.GetValueOrDefault(key.Key) is { } group ? ClusterCards.Of(world, group) : null);
                break;
            case EntityKind.Target:
                Show(world, key, world.Targets.GetValueOrDefault(key.Key) is { } target ? ClusterCards.Of(world, target) : null);
                break;
            case EntityKind.TargetActivity:
                if (world.TargetActivities.GetValueOrDefault(key.Key) is not { } activity) _activitiesTold.Remove((world.Scope, key.Key));
                else if (_activitiesTold.Add((world.Scope, key.Key))) _news.Add(NewsOf(activity));
                break;
        }
    }

    private void LookAtService(World world, EntityKey key)
    {
        if (world.Services.GetValueOrDefault(key.Key) is not { } service)
        {
            _eventsTold.Remove((world.Scope, key.Key));
            Show(world, key, null);
            return;
        }
        Show(world, key, service.Status == EcsService.Inactive ? null : ClusterCards.Of(world, service));
        var told = _eventsTold.GetValueOrDefault((world.Scope, key.Key));
        _eventsTold[(world.Scope, key.Key)] = service.EventCount;
        // Fewer than before: it is another service of the same name.
        var count = service.EventCount < told ? service.EventCount : service.EventCount - told;
        _news.AddRange(service.Events.Take(count).Reverse().Select(each => new ClusterNews(each.CreatedAt!.Value, "service", service.Key, each.Message ?? "")));
    }

    private static ClusterNews NewsOf(AasScalingActivity activity)
    {
        const string service = "service/";
        var about = activity.TargetKey.StartsWith(service, StringComparison.Ordinal) ? activity.TargetKey[service.Length..] : activity.TargetKey;
        return new(activity.StartedAt, "scaling", about, $"{activity.Description} Cause: {activity.Cause}");
    }

    private void Show(World world, EntityKey key, ClusterItem? item)
    {
        var place = (world.Scope, key);
        var shown = _items.GetValueOrDefault(place);
        if (item == shown) return;
        if (item is not null) _items[place] = _changes[item.Id] = item;
        else if (_items.Remove(place)) _changes[shown!.Id] = null;
    }

    private static IEnumerable<EntityKey> Keys(EntityKind kind, IEnumerable<string> keys) => keys.Select(key => new EntityKey(kind, key));
}
