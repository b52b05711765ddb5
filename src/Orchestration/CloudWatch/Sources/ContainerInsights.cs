using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.CloudWatch;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.CloudWatch.Sources;

/// <summary>
/// What Container Insights sends each minute in the namespace <c>ECS/ContainerInsights</c> for clusters whose setting <c>containerInsights</c> is
/// <c>enabled</c>; with <c>enhanced</c> also for each task (see "Amazon ECS Container Insights metrics").
/// </summary>
public static class ContainerInsights
{
    public const string Namespace = "ECS/ContainerInsights";

    private const string BytesSecond = "Bytes/Second";

    /// <inheritdoc cref="EcsMetrics.Of"/>
    public static IEnumerable<MetricSample> Of(World world, IReadOnlyList<TaskSample> tasks, DateTimeOffset minute)
    {
        var byCluster = tasks.ToLookup(each => each.Task.ClusterName);
        return world.Clusters.Values.Where(cluster => cluster.IsActive)
            .Select(cluster => (Cluster: cluster, Setting: cluster.Settings.FirstOrDefault(setting => setting.Name == ClusterSettingName.ContainerInsights)?.Value))
            .Where(each => each.Setting is "enabled" or "enhanced")
            .SelectMany(each => OfCluster(world, each.Cluster, [.. byCluster[each.Cluster.Name]], each.Setting == "enhanced", minute));
    }

    private static IEnumerable<MetricSample> OfCluster(World world, ClusterState cluster, IReadOnlyList<TaskSample> tasks, bool isEnhanced, DateTimeOffset minute)
    {
        (string, string) here = ("ClusterName", cluster.Name);
        var services = world.Services.Values.Where(service => service.ClusterName == cluster.Name && service.IsActive).ToList();
        var instances = world.ContainerInstances.Values.Count(instance => instance.IsRegistered && instance.ClusterName == cluster.Name);
        yield return Count("ContainerInstanceCount", instances, minute, here);
        yield return Count("TaskCount", tasks.Count, minute, here);
        yield return Count("ServiceCount", services.Count, minute, here);
        foreach (var sample in Use(tasks, minute, here)) yield return sample;
        foreach (var service in services)
        {
            (string, string) name = ("ServiceName", service.Name);
            var tallies = service.Deployments.Select(world.TallyOf).ToList();
            yield return Count("DesiredTaskCount", service.DesiredCount, minute, here, name);
            yield return Count("RunningTaskCount", tallies.Sum(tally => tally.Running), minute, here, name);
            yield return Count("PendingTaskCount", tallies.Sum(tally => tally.Pending), minute, here, name);
            yield return Count("DeploymentCount", service.Deployments.Count, minute, here, name);
            yield return Count("TaskSetCount", service.TaskSets.Count, minute, here, name);
        }
        foreach (var each in tasks.Where(each => each.Task.ServiceName is not null).GroupBy(each => each.Task.ServiceName!).SelectMany(service => Use([.. service], minute, here, ("ServiceName", service.Key)))) yield return each;
        foreach (var each in tasks.GroupBy(each => each.Task.Family).SelectMany(family => Use([.. family], minute, here, ("TaskDefinitionFamily", family.Key)))) yield return each;
        if (!isEnhanced) yield break;
        foreach (var task in tasks.Where(each => each.Task.ServiceName is not null))
        {
            var (id, name) = (("TaskId", task.Task.Id), ("ServiceName", task.Task.ServiceName!));
            yield return Sample("TaskCpuUtilization", StandardUnit.Percent, task.CpuUtilization, minute, here, name, id);
            yield return Sample("TaskMemoryUtilization", StandardUnit.Percent, task.MemoryUtilization, minute, here, name, id);
        }
    }

    /// <summary>A sample for each task.</summary>
    private static IEnumerable<MetricSample> Use(IReadOnlyList<TaskSample> tasks, DateTimeOffset minute, params (string, string)[] dimensions)
    {
        if (tasks.Count == 0) yield break;
        yield return Of("CpuReserved", StandardUnit.None, each => each.Room.Reserved.Cpu);
        yield return Of("CpuUtilized", StandardUnit.None, each => each.Use.Cpu);
        yield return Of("MemoryReserved", StandardUnit.Megabytes, each => each.Room.Reserved.Memory);
        yield return Of("MemoryUtilized", StandardUnit.Megabytes, each => each.Use.Memory);
        yield return Of("NetworkRxBytes", BytesSecond, each => each.Use.NetworkReceived);
        yield return Of("NetworkTxBytes", BytesSecond, each => each.Use.NetworkSent);
        yield return Of("StorageReadBytes", StandardUnit.Bytes, each => each.Use.StorageRead * 60);
        yield return Of("StorageWriteBytes", StandardUnit.Bytes, each => each.Use.StorageWritten * 60);

        MetricSample Of(string name, string unit, Func<TaskSample, double> value) =>
            new(MetricId.Of(Namespace, name, dimensions), unit, minute, Aggregate.Of([.. tasks.Select(each => (value(each), 1d))]));
    }

    private static MetricSample Count(string name, int count, DateTimeOffset minute, params ReadOnlySpan<(string, string)> dimensions) =>
        Sample(name, StandardUnit.Count, count, minute, dimensions);

    private static MetricSample Sample(string name, string unit, double value, DateTimeOffset minute, params ReadOnlySpan<(string, string)> dimensions) =>
        new(MetricId.Of(Namespace, name, dimensions), unit, minute, Aggregate.Of(value));
}
