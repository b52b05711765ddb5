using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatch.Sources;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.CloudWatch;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.Load;

/// <summary>Requests that a load only says to come: they are counted like real ones, and all of them succeed.</summary>
public static class SimulatedRequests
{
    /// <param name="tasks">Those that run.</param>
    /// <param name="minute">Its beginning.</param>
    public static IEnumerable<MetricSample> Of(World world, IReadOnlyList<TaskSample> tasks, DateTimeOffset minute) => world.ServiceLoads.Values.Where(load => load.Requests is not null).SelectMany(load =>
    {
        var requests = load.Requests!.At(minute - load.Since);
        var groups = tasks
            .Where(each => each.Task.ClusterName == load.ClusterName && each.Task.ServiceName == load.ServiceName)
            .SelectMany(each => world.LoadBalancingIndex.TargetsOfTask(each.Task.Id))
            .Select(key => world.Targets[key])
            .Where(target => target.State == TargetHealthStateEnum.Healthy)
            .GroupBy(target => target.GroupKey)
            .Select(group => (group.Key, Targets: group.Count()))
            .ToList();
        var all = groups.Sum(group => group.Targets);
        return groups.SelectMany(group => Come(world, group.Key, requests * group.Targets / all, minute));
    });

    private static IEnumerable<MetricSample> Come(World world, string group, double requests, DateTimeOffset minute)
    {
        var count = Aggregate.Of(1, requests);
        foreach (var balancer in ElbMetrics.BalancersOf(world, group))
        {
            foreach (var metric in (string[])["RequestCount", "HTTPCode_Target_2XX_Count"])
            {
                yield return ElbMetrics.OfBalancer(metric, balancer, StandardUnit.Count, count, minute);
                yield return ElbMetrics.OfGroup(metric, group, balancer, StandardUnit.Count, count, minute);
            }
            foreach (var each in ElbMetrics.PerTarget(world, group, balancer, requests, minute)) yield return each;
        }
    }
}
