using System.Collections.Immutable;
using System.Globalization;
using Amazon.ApplicationAutoScaling;
using Amazon.ApplicationAutoScaling.Model;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.ECS.Model;

namespace Workbook;

/// <summary>Asks the AWS APIs what became of a service: nothing here is known only to a workbook but, where it is one, what time it is.</summary>
internal sealed class TimelineReader(Aws aws, string cluster, string service)
{
    private const string Desired = "desired", Counted = "counted", Sampled = "sampled", Watched = "watched";
    private const string Setting = "Setting desired count to ";
    private const int MostDescribed = 20;

    private static readonly TimeSpan Usual = TimeSpan.FromHours(3);

    private DateTimeOffset _begin;
    private DateTimeOffset _end;
    private TimeSpan _period;

    /// <param name="since">How far back; three hours unless given, and never further than the service.</param>
    /// <param name="metric">Null for the one that the service is scaled by, else CPU.</param>
    public async Task<ServiceTimeline> ReadAsync(TimeSpan? since, ChartMetric? metric, CancellationToken cancellation)
    {
        var found = await aws.DescribeServiceAsync(cluster, service, cancellation);
        _end = await aws.NowAsync(cancellation);
        var length = since ?? Usual;
        // CloudWatch keeps minutes for 15 days, and 360 points are more than a chart has pixels for.
        _period = length <= TimeSpan.FromHours(6) ? TimeSpan.FromMinutes(1) : length <= TimeSpan.FromHours(36) ? TimeSpan.FromMinutes(5) : TimeSpan.FromHours(1);
        var created = Utc(found.CreatedAt!.Value);
        _begin = created > _end - length ? created : _end - length;

        var policies = await aws.Scaling.Paginators.DescribeScalingPolicies(new() { ServiceNamespace = ServiceNamespace.Ecs, ResourceId = Resource }).ScalingPolicies.ToListAsync(cancellation);
        var tracked = policies.Select(policy => (Metric: ChartMetric.OfPredefined(Tracking(policy)?.PredefinedMetricSpecification?.PredefinedMetricType?.Value), Target: Tracking(policy)?.TargetValue)).Where(each => each.Metric is not null).ToList();
        metric ??= tracked.FirstOrDefault().Metric ?? ChartMetric.Cpu;
        var series = await MetricsAsync(metric, found, cancellation);
        var scalings = await ScalingsAsync(cancellation);
        var running = Running(found, series);
        return new()
        {
            Cluster = cluster,
            Service = service,
            Begin = _begin,
            Length = _end - _begin,
            Metric = metric,
            Values = [.. series[Watched]],
            Target = tracked.FirstOrDefault(each => each.Metric == metric).Target,
            Running = running,
            Desired = series[Desired].Any() ? [.. series[Desired], new(_end - _begin, found.DesiredCount!.Value)] : DesiredOf(found, scalings, running),
            Alarms = await AlarmsAsync(policies, cancellation),
            Scalings = scalings,
            Deployments = await DeploymentsAsync(cancellation),
        };
    }

    private string Resource => $"service/{cluster}/{service}";

    private static TargetTrackingScalingPolicyConfiguration? Tracking(ScalingPolicy policy) => policy.TargetTrackingScalingPolicyConfiguration;

    private async Task<ILookup<string, Reading>> MetricsAsync(ChartMetric metric, Service found, CancellationToken cancellation)
    {
        Dimension[] here = [new() { Name = "ClusterName", Value = cluster }, new() { Name = "ServiceName", Value = service }];
        var watched = metric == ChartMetric.Requests ? [new() { Name = "TargetGroup", Value = TargetGroupOf(found) }] : here;
        var request = new GetMetricDataRequest
        {
            StartTime = Floor(_begin).UtcDateTime,
            EndTime = _end.UtcDateTime,
            ScanBy = ScanBy.TimestampAscending,
            MetricDataQueries =
            [
                Query(Desired, "ECS/ContainerInsights", "DesiredTaskCount", "Maximum", here),
                Query(Counted, "ECS/ContainerInsights", "RunningTaskCount", "Maximum", here),
                Query(Sampled, ChartMetric.Cpu.Namespace, ChartMetric.Cpu.MetricName, "SampleCount", here),
                Query(Watched, metric.Namespace, metric.MetricName, metric.Statistic, watched),
            ],
        };
        var results = await aws.CloudWatch.Paginators.GetMetricData(request).MetricDataResults.ToListAsync(cancellation);
        return results
            .SelectMany(result => (result.Timestamps ?? []).Zip(result.Values ?? [], (at, value) => (result.Id, Reading: new Reading(Middle(at), value))))
            .ToLookup(each => each.Id, each => each.Reading);
    }

    private MetricDataQuery Query(string id, string space, string name, string statistic, Dimension[] dimensions) => new()
    {
        Id = id,
        MetricStat = new() { Metric = new() { Namespace = space, MetricName = name, Dimensions = [.. dimensions] }, Period = (int)_period.TotalSeconds, Stat = statistic },
    };

    private static string TargetGroupOf(Service found) => (found.LoadBalancers ?? []).Select(each => each.TargetGroupArn).FirstOrDefault(arn => arn is not null) is { } arn
        ? arn[(arn.LastIndexOf(':') + 1)..]
        : throw new ArgumentException($"The service {found.ServiceName} has no target group, and so no requests are counted. Choose the metric cpu or memory.");

    /// <summary>
    /// Container Insights count the tasks of a service, where they are turned on. Else the utilization of each running task is a sample each minute
    /// (see "Service RUNNING task count"): 15 samples in five minutes are 3 tasks.
    /// </summary>
    private ImmutableArray<Reading> Running(Service found, ILookup<string, Reading> series)
    {
        var minutes = _period.TotalMinutes;
        var known = series[Counted].Any() ? series[Counted].ToList() : series[Sampled].Select(each => each with { Value = Math.Round(each.Value / minutes) }).ToList();
        // It began without any; what ran before what is shown went on running.
        List<Reading> running = [new(TimeSpan.Zero, _begin == Utc(found.CreatedAt!.Value) || known.Count == 0 ? 0 : known[0].Value)];
        foreach (var each in known)
        {
            // A period without any sample is one without any task.
            if (running.Count > 1 && each.At - running[^1].At > _period * 1.5) running.Add(new(running[^1].At + _period, 0));
            running.Add(each);
        }
        running.Add(new(_end - _begin, found.RunningCount!.Value));
        return [.. running];
    }

    /// <summary>Without Container Insights: what scaling activities set, and what it is now. Before the first of them it was what ran then.</summary>
    private ImmutableArray<Reading> DesiredOf(Service found, ImmutableArray<ScalingMark> scalings, ImmutableArray<Reading> running)
    {
        var now = found.DesiredCount!.Value;
        if (scalings.IsEmpty) return [new(TimeSpan.Zero, now), new(_end - _begin, now)];
        var before = running.LastOrDefault(each => each.At < scalings[0].At).Value;
        return [new(TimeSpan.Zero, before), .. scalings.Select(each => new Reading(each.At, each.To)), new(_end - _begin, now)];
    }

    private async Task<ImmutableArray<ScalingMark>> ScalingsAsync(CancellationToken cancellation)
    {
        var activities = await aws.Scaling.Paginators.DescribeScalingActivities(new() { ServiceNamespace = ServiceNamespace.Ecs, ResourceId = Resource }).ScalingActivities.ToListAsync(cancellation);
        return
        [
            .. activities
                .Where(each => each.StatusCode != ScalingActivityStatusCode.Failed && each.Description?.StartsWith(Setting, StringComparison.Ordinal) == true && Utc(each.StartTime!.Value) >= _begin)
                .Select(each => new ScalingMark(Utc(each.StartTime!.Value) - _begin, int.Parse(each.Description[Setting.Length..].TrimEnd('.'), CultureInfo.InvariantCulture), each.Cause ?? ""))
                .OrderBy(each => each.At),
        ];
    }

    private async Task<ImmutableArray<AlarmTrack>> AlarmsAsync(List<ScalingPolicy> policies, CancellationToken cancellation)
    {
        var names = policies.SelectMany(policy => policy.Alarms ?? []).Select(alarm => alarm.AlarmName).Distinct().Order(StringComparer.Ordinal).ToList();
        if (names.Count == 0) return [];
        var alarms = await aws.CloudWatch.Paginators.DescribeAlarms(new() { AlarmNames = names }).MetricAlarms.ToListAsync(cancellation);
        var tracks = new List<AlarmTrack>();
        foreach (var alarm in alarms)
        {
            var history = await aws.CloudWatch.Paginators.DescribeAlarmHistory(new() { AlarmName = alarm.AlarmName, HistoryItemType = HistoryItemType.StateUpdate }).AlarmHistoryItems.ToListAsync(cancellation);
            tracks.Add(AlarmStates.TrackOf(alarm, history, _begin));
        }
        return [.. tracks.OrderBy(track => track.Label, StringComparer.Ordinal)];
    }

    private async Task<ImmutableArray<DeploymentMark>> DeploymentsAsync(CancellationToken cancellation)
    {
        var briefs = await aws.ServiceDeploymentsAsync(cluster, service, cancellation);
        var revisions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var some in briefs.Select(each => each.TargetServiceRevisionArn).OfType<string>().Distinct().Chunk(MostDescribed))
        {
            var answer = await aws.Ecs.DescribeServiceRevisionsAsync(new() { ServiceRevisionArns = [.. some] }, cancellation);
            foreach (var each in answer.ServiceRevisions ?? []) revisions[each.ServiceRevisionArn] = ArnText.AfterSlash(each.TaskDefinition);
        }
        return
        [
            .. briefs
                .Where(each => each.CreatedAt is { } at && Utc(at) >= _begin)
                .Select(each => new DeploymentMark(Utc(each.CreatedAt!.Value) - _begin, revisions.GetValueOrDefault(each.TargetServiceRevisionArn ?? "") ?? "", each.Status?.Value ?? ""))
                .OrderBy(each => each.At),
        ];
    }

    /// <summary>A value is about the period that begins at its time: what it says is so in the middle of it.</summary>
    private TimeSpan Middle(DateTime at) => Utc(at) + _period / 2 - _begin is var middle && middle > TimeSpan.Zero ? middle : TimeSpan.Zero;

    private static DateTimeOffset Utc(DateTime time) => new(time.ToUniversalTime());

    private DateTimeOffset Floor(DateTimeOffset time) => new(time.Ticks - time.Ticks % _period.Ticks, TimeSpan.Zero);
}
