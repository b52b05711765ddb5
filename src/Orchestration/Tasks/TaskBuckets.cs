namespace Workbook.Orchestration.Tasks;

/// <summary>The buckets of the task index: what ListTasks can filter by, within a cluster and a desired status.</summary>
public static class TaskBuckets
{
    public static IReadOnlyList<string> Of(EcsTask task)
    {
        var all = All(task.ClusterName, task.DesiredStatus);
        var buckets = new List<string>(8) { all, By(all, "family", task.Family), Definition(task.DefinitionKey) };
        if (task.StartedBy is { } startedBy) buckets.Add(By(all, "startedBy", startedBy));
        if (task.ContainerInstanceId is { } instance) buckets.Add(By(all, "instance", instance));
        if (task.IsWaiting)
        {
            buckets.Add(Waiting(task.ClusterName));
            buckets.Add(Waiting(task.ClusterName, task.CapacityProviderName!));
        }
        if (task is { LastStatus: < EcsTaskStatus.Stopped, Network: { NetworkInterfaceId: not null } network }) buckets.Add(Interface(network.SubnetId));
        if (task.LastStatus < EcsTaskStatus.Stopped) AddAddresses(buckets, task);
        if (task.ServiceName is null) return buckets;
        buckets.Add(By(all, "service", task.ServiceName));
        if (!task.IsWanted) return buckets;
        buckets.Add(Deployment(task.StartedBy!));
        if (task.LastStatus < EcsTaskStatus.Running) buckets.Add(Pending(task.StartedBy!));
        if (task.IsProtected) buckets.Add(Protected(task.StartedBy!));
        if (task.IsUnhealthy) buckets.Add(Unhealthy(task.StartedBy!));
        return buckets;
    }

    /// <summary>All tasks of a cluster with that desired status.</summary>
    public static string All(string cluster, string desiredStatus) => $"{cluster}|{desiredStatus}";

    /// <summary>Those of <paramref name="all"/> with a family, startedBy, instance or service.</summary>
    public static string By(string all, string what, string value) => $"{all}|{what}={value}";

    /// <summary>The tasks of a deployment or task set that are still wanted.</summary>
    public static string Deployment(string deploymentId) => $"|deployment={deploymentId}";

    /// <summary>Those of a deployment that are on their way to RUNNING.</summary>
    public static string Pending(string deploymentId) => $"|pending={deploymentId}";

    /// <summary>Those of a deployment that run and fail their health checks.</summary>
    public static string Unhealthy(string deploymentId) => $"|unhealthy={deploymentId}";

    /// <summary>The tasks of a cluster that wait for a capacity provider to make room.</summary>
    public static string Waiting(string cluster) => $"{cluster}|waiting";

    /// <summary>Those that wait for one capacity provider.</summary>
    public static string Waiting(string cluster, string provider) => $"{cluster}|waiting={provider}";

    /// <summary>Those of a deployment or task set that neither a scale-in nor a deployment may stop.</summary>
    public static string Protected(string deploymentId) => $"|protected={deploymentId}";

    /// <summary>The tasks that have a network interface in a subnet, in whatever cluster and status.</summary>
    public static string Interface(string subnetId) => $"|interface={subnetId}";

    /// <summary>The tasks that have a private IPv4 address: one, but for the moment in which it passes from one task to the next.</summary>
    public static string Address(string address) => $"|address={address}";

    /// <summary>The tasks that have a host port of a container instance; one for TCP and one for UDP may.</summary>
    public static string HostPort(string instanceId, int port) => $"|port={instanceId}:{port}";

    /// <summary>All tasks of a task definition, in whatever cluster and status.</summary>
    public static string Definition(string definitionKey) => $"|definition={definitionKey}";

    private static void AddAddresses(List<string> buckets, EcsTask task)
    {
        if (task.Network?.PrivateIpv4Address is { } address) buckets.Add(Address(address));
        if (task.ContainerInstanceId is not { } instance) return;
        foreach (var container in task.Containers)
        {
            if (container.IsStopped) continue;
            foreach (var binding in container.NetworkBindings)
            {
                if (binding.HostPort is { } port && HostPort(instance, port) is var bucket && !buckets.Contains(bucket)) buckets.Add(bucket);
            }
        }
    }
}
