using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;

namespace Workbook;

/// <summary>
/// Waiting for what takes a while, as <c>aws ecs wait services-stable</c> and its sisters do: ask, and ask again. On a workbook whose clock can be
/// moved nobody waits: its time passes.
/// <code>
/// await aws.WaitForServiceAsync("default", "web");
/// await aws.WaitUntilAsync("three tasks run", async () => (await aws.Ecs.ListTasksAsync(new())).TaskArns.Count == 3);
/// </code>
/// All of them give up after ten minutes, as AWS's waiters do, unless told otherwise, with a <see cref="NotReachedException"/>.
/// </summary>
public static class Waiting
{
    private static readonly string[] UnderWay = ["PENDING", "IN_PROGRESS", "STOP_REQUESTED", "ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS"];

    /// <summary>Until something is so.</summary>
    /// <param name="aws">Where to ask.</param>
    /// <param name="what">What is waited for, for the message of the exception.</param>
    /// <param name="isSo">Asks.</param>
    /// <param name="timeout">How long to keep asking.</param>
    /// <param name="time">The clock to wait by where the endpoint's cannot be moved; the machine's unless given.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static async Task WaitUntilAsync(this Aws aws, string what, Func<Task<bool>> isSo, TimeSpan? timeout = null, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        await aws.WaitAsync(async () => await isSo() ? null : $"Not so after {{0}}: {what}.", timeout, time, cancellation);
    }

    /// <summary>Until a service is stable: one deployment, and as many tasks that run as are desired (<c>services-stable</c>).</summary>
    /// <returns>The service as it is then.</returns>
    /// <exception cref="NotReachedException">There is no such service, it is being deleted, or time ran out.</exception>
    public static async Task<Service> WaitForServiceAsync(this Aws aws, string cluster, string service, TimeSpan? timeout = null, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        Service? now = null;
        await aws.WaitAsync(
            async () =>
            {
                now = (await aws.Ecs.DescribeServicesAsync(new() { Cluster = cluster, Services = [service] }, cancellation)).Services?.FirstOrDefault();
                if (now is null) throw new NotReachedException($"There is no service {service} in cluster {cluster}.");
                if (now.Status is "DRAINING" or "INACTIVE") throw new NotReachedException($"The service {service} will not be stable any more, it is {now.Status}.");
                var deployments = now.Deployments?.Count ?? 0;
                return deployments == 1 && now.RunningCount == now.DesiredCount ? null
                    : $"The service {service} is not stable after {{0}}: {now.RunningCount} of {now.DesiredCount} tasks run in {deployments} deployments. {now.Events?.FirstOrDefault()?.Message}".TrimEnd();
            },
            timeout, time, cancellation);
        return now!;
    }

    /// <summary>Until the latest deployment of a service has ended, one way or another; a rollback is an end as well.</summary>
    /// <returns>The service deployment, whose <c>Status</c> says how it ended.</returns>
    /// <exception cref="NotReachedException">The service never had one, or time ran out.</exception>
    public static async Task<ServiceDeployment> WaitForDeploymentAsync(this Aws aws, string cluster, string service, TimeSpan? timeout = null, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        ServiceDeployment? now = null;
        await aws.WaitAsync(
            async () =>
            {
                now = await LatestAsync(aws, cluster, service, cancellation);
                return UnderWay.Contains(now.Status?.Value) ? $"The deployment of {service} is {now.Status} after {{0}}. {now.StatusReason}".TrimEnd() : null;
            },
            timeout, time, cancellation);
        return now!;
    }

    /// <summary>Until all targets of a target group are healthy, and there are some (<c>target-in-service</c>).</summary>
    /// <returns>The targets as they are then.</returns>
    public static async Task<IReadOnlyList<TargetHealthDescription>> WaitForTargetsAsync(this Aws aws, string targetGroupArn, TimeSpan? timeout = null, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        List<TargetHealthDescription> now = [];
        await aws.WaitAsync(
            async () =>
            {
                now = (await aws.LoadBalancing.DescribeTargetHealthAsync(new() { TargetGroupArn = targetGroupArn }, cancellation)).TargetHealthDescriptions ?? [];
                var sick = now.Where(each => each.TargetHealth.State != TargetHealthStateEnum.Healthy).ToList();
                return now.Count > 0 && sick.Count == 0 ? null
                    : now.Count == 0 ? "The target group has no targets after {0}."
                    : $"{sick.Count} of {now.Count} targets are not healthy after {{0}}: {sick[0].Target.Id} is {sick[0].TargetHealth.State}. {sick[0].TargetHealth.Description}".TrimEnd();
            },
            timeout, time, cancellation);
        return now;
    }

    /// <summary>Until a CloudWatch alarm is in a state.</summary>
    /// <param name="aws">Where to ask.</param>
    /// <param name="alarm">Its name.</param>
    /// <param name="state">OK, ALARM or INSUFFICIENT_DATA.</param>
    /// <param name="timeout">How long to keep asking.</param>
    /// <param name="time">The clock to wait by where the endpoint's cannot be moved; the machine's unless given.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="NotReachedException">There is no such alarm, or time ran out.</exception>
    public static async Task WaitForAlarmAsync(this Aws aws, string alarm, StateValue state, TimeSpan? timeout = null, TimeProvider? time = null, CancellationToken cancellation = default) =>
        await aws.WaitAsync(
            async () =>
            {
                var answer = await aws.CloudWatch.DescribeAlarmsAsync(new() { AlarmNames = [alarm], AlarmTypes = ["MetricAlarm", "CompositeAlarm"] }, cancellation);
                var (now, why) = answer.MetricAlarms?.FirstOrDefault() is { } metric ? (metric.StateValue, metric.StateReason)
                    : answer.CompositeAlarms?.FirstOrDefault() is { } composite ? (composite.StateValue, composite.StateReason)
                    : throw new NotReachedException($"There is no alarm {alarm}.");
                return now == state ? null : $"The alarm {alarm} is {now} and not {state} after {{0}}. {why}".TrimEnd();
            },
            timeout, time, cancellation);

    private static async Task<ServiceDeployment> LatestAsync(Aws aws, string cluster, string service, CancellationToken cancellation)
    {
        var brief = (await aws.Ecs.ListServiceDeploymentsAsync(new() { Cluster = cluster, Service = service }, cancellation)).ServiceDeployments?.MaxBy(each => each.CreatedAt)
            ?? throw new NotReachedException($"The service {service} in cluster {cluster} has had no deployment.");
        return (await aws.Ecs.DescribeServiceDeploymentsAsync(new() { ServiceDeploymentArns = [brief.ServiceDeploymentArn] }, cancellation)).ServiceDeployments.Single();
    }

    /// <param name="look">Null when all is as it should be, else what is not, with {0} where the time that went by belongs.</param>
    internal static async Task WaitAsync(this Aws aws, Func<Task<string?>> look, TimeSpan? timeout, TimeProvider? time, CancellationToken cancellation)
    {
        var pace = await Pace.BeginAsync(aws, timeout, time, cancellation);
        while (await look() is { } lacking)
        {
            if (await pace.NextAsync(cancellation)) continue;
            throw new NotReachedException(lacking.Replace("{0}", $"{(timeout ?? Pace.UsualPatience).TotalSeconds:0} s", StringComparison.Ordinal));
        }
    }
}
