using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.CloudWatch;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.CloudWatch.Sources;

/// <summary>
/// What Amazon ECS sends to CloudWatch each minute in the namespace <c>AWS/ECS</c> (see "Amazon ECS service utilization metrics"): a sample for each running
/// task of a service, so that <c>SampleCount</c> counts them; and how full clusters of container instances are.
/// </summary>
public static class EcsMetrics
{
    public const string Namespace = "AWS/ECS";

    /// <param name="tasks">Those that ran in the minute.</param>
    /// <param name="minute">Its beginning.</param>
    public static IEnumerable<MetricSample> Of(World world, IReadOnlyList<TaskSample> tasks, DateTimeOffset minute)
    {
        foreach (var service in tasks.Where(each => each.Task.ServiceName is not null).GroupBy(each => (each.Task.ClusterName, each.Task.ServiceName!)))
        {
            var (cluster, name) = service.Key;
            yield return Percent("CPUUtilization", Aggregate.Of([.. service.Select(each => (each.CpuUtilization, 1d))]), minute, ("ClusterName", cluster), ("ServiceName", name));
            yield return Percent("MemoryUtilization", Aggregate.Of([.. service.Select(each => (each.MemoryUtilization, 1d))]), minute, ("ClusterName", cluster), ("ServiceName", name));
        }
        var machines = world.ContainerInstances.Values.Where(instance => instance.IsRegistered).ToLookup(instance => instance.ClusterName);
        foreach (var cluster in machines)
        {
            var (cpu, memory) = (cluster.Sum(each => (double)each.Registered.Cpu), cluster.Sum(each => (double)each.Registered.Memory));
            var used = tasks.Where(each => each.Task.ClusterName == cluster.Key && each.Task.ContainerInstanceId is not null).Select(each => each.Use).ToList();
            yield return OfCluster("CPUReservation", cluster.Sum(each => (double)each.Registered.Cpu - each.Remaining.Cpu), cpu);
            yield return OfCluster("MemoryReservation", cluster.Sum(each => (double)each.Registered.Memory - each.Remaining.Memory), memory);
            yield return OfCluster("CPUUtilization", used.Sum(each => each.Cpu), cpu);
            yield return OfCluster("MemoryUtilization", used.Sum(each => each.Memory), memory);

            MetricSample OfCluster(string metric, double part, double whole) =>
                Percent(metric, Aggregate.Of(TaskSample.Percent(part, whole)), minute, ("ClusterName", cluster.Key));
        }
    }

    private static MetricSample Percent(string name, Aggregate aggregate, DateTimeOffset minute, params ReadOnlySpan<(string, string)> dimensions) =>
        new(MetricId.Of(Namespace, name, dimensions), StandardUnit.Percent, minute, aggregate);
}
