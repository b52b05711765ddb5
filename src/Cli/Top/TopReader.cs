using System.Globalization;
using Amazon.ApplicationAutoScaling;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.Runtime;
using Task = System.Threading.Tasks.Task;

namespace Workbook.Cli.Top;

/// <summary>
/// Asks the AWS APIs what is going on: one call for the clusters, four for each cluster with services and tasks, one for each target group, and one
/// each for metrics, alarms and scaling. That is ten for one cluster with a service behind a load balancer.
/// </summary>
internal sealed class TopReader(Aws aws)
{
    private const int MostClusters = 10, MostServices = 50, DescribedAtOnce = 10, MostTasks = 100, MostActivities = 10;

    // A metric may be a minute old, and AWS's come a little later.
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(4);

    public async Task<TopView> ReadAsync(CancellationToken cancellation)
    {
        var now = await TimeAsync(cancellation);
        var arns = (await aws.Ecs.ListClustersAsync(new(), cancellation)).ClusterArns ?? [];
        var described = arns.Count == 0 ? [] : (await aws.Ecs.DescribeClustersAsync(new() { Clusters = [.. arns.Take(MostClusters)] }, cancellation)).Clusters ?? [];
        var clusters = new List<ClusterRow>();
        var tasks = new List<TaskRow>();
        foreach (var cluster in described.OrderBy(each => each.ClusterName, StringComparer.Ordinal))
        {
            var services = await ServicesAsync(cluster, now, cancellation);
            clusters.Add(new(cluster.ClusterName, cluster.RunningTasksCount ?? 0, cluster.PendingTasksCount ?? 0, cluster.RegisteredContainerInstancesCount ?? 0, cluster.ActiveServicesCount ?? 0, services));
            tasks.AddRange(await TasksAsync(cluster, now, cancellation));
        }
        return new(aws.Endpoint.ToString().TrimEnd('/'), aws.Region, now, clusters, tasks, await AlarmsAsync(cancellation), await ScalingsAsync(now, cancellation));
    }

    private async Task<DateTimeOffset> TimeAsync(CancellationToken cancellation)
    {
        try
        {
            return (await aws.Workbook.StatusAsync(cancellation)).Now;
        }
        catch (WorkbookException)
        {
            return TimeProvider.System.GetUtcNow();
        }
    }

    private async Task<List<ServiceRow>> ServicesAsync(Cluster cluster, DateTimeOffset now, CancellationToken cancellation)
    {
        if (cluster.ActiveServicesCount is not > 0) return [];
        var arns = (await aws.Ecs.ListServicesAsync(new() { Cluster = cluster.ClusterName, MaxResults = MostServices }, cancellation)).ServiceArns ?? [];
        var services = new List<Service>();
        foreach (var some in arns.Chunk(DescribedAtOnce)) services.AddRange((await aws.Ecs.DescribeServicesAsync(new() { Cluster = cluster.ClusterName, Services = [.. some] }, cancellation)).Services ?? []);
        services.Sort((one, other) => string.CompareOrdinal(one.ServiceName, other.ServiceName));
        var uses = await OrNothingAsync(() => UsesAsync(cluster.ClusterName, services, now, cancellation)) ?? [];
        var rows = new List<ServiceRow>();
        for (var i = 0; i < services.Count; i++)
        {
            var (service, targets) = (services[i], await OrNothingAsync(() => TargetsAsync(services[i], cancellation)));
            var rollout = service.Deployments?.FirstOrDefault(each => each.Status == "PRIMARY")?.RolloutState?.Value ?? service.Status;
            rows.Add(new(
                service.ServiceName, service.DesiredCount ?? 0, service.RunningCount ?? 0, service.PendingCount ?? 0, rollout,
                uses.GetValueOrDefault(Id("cpu", i)), uses.GetValueOrDefault(Id("memory", i)), targets?.Count(each => each == TargetHealthStateEnum.Healthy) ?? 0, targets?.Count));
        }
        return rows;
    }

    /// <summary>CPU and memory of all services of a cluster in one call.</summary>
    private async Task<Dictionary<string, double?>> UsesAsync(string cluster, List<Service> services, DateTimeOffset now, CancellationToken cancellation)
    {
        if (services.Count == 0) return [];
        var queries = services.SelectMany((service, i) => new[] { Query(Id("cpu", i), "CPUUtilization", service), Query(Id("memory", i), "MemoryUtilization", service) });
        var answer = await aws.CloudWatch.GetMetricDataAsync(new()
        {
            StartTime = (now - Recent).UtcDateTime,
            EndTime = now.UtcDateTime.AddMinutes(1),
            ScanBy = ScanBy.TimestampDescending,
            MetricDataQueries = [.. queries],
        }, cancellation);
        return (answer.MetricDataResults ?? []).ToDictionary(each => each.Id, each => each.Values is [var last, ..] ? last : (double?)null);

        MetricDataQuery Query(string id, string metric, Service service) => new()
        {
            Id = id,
            MetricStat = new()
            {
                Metric = new() { Namespace = "AWS/ECS", MetricName = metric, Dimensions = [new() { Name = "ClusterName", Value = cluster }, new() { Name = "ServiceName", Value = service.ServiceName }] },
                Period = 60,
                Stat = "Average",
            },
        };
    }

    private static string Id(string metric, int service) => string.Create(CultureInfo.InvariantCulture, $"{metric}{service}");

    /// <summary>The states of all targets; null without target groups.</summary>
    private async Task<List<TargetHealthStateEnum>?> TargetsAsync(Service service, CancellationToken cancellation)
    {
        var groups = (service.LoadBalancers ?? []).SelectMany(each => new[] { each.TargetGroupArn, each.AdvancedConfiguration?.AlternateTargetGroupArn }).OfType<string>().Distinct().ToList();
        if (groups.Count == 0) return null;
        var states = new List<TargetHealthStateEnum>();
        foreach (var group in groups)
        {
            var answer = await aws.LoadBalancing.DescribeTargetHealthAsync(new() { TargetGroupArn = group }, cancellation);
            states.AddRange((answer.TargetHealthDescriptions ?? []).Select(each => each.TargetHealth.State));
        }
        return states;
    }

    private async Task<IEnumerable<TaskRow>> TasksAsync(Cluster cluster, DateTimeOffset now, CancellationToken cancellation)
    {
        if (cluster.RunningTasksCount + cluster.PendingTasksCount is not > 0) return [];
        var arns = (await aws.Ecs.ListTasksAsync(new() { Cluster = cluster.ClusterName, MaxResults = MostTasks }, cancellation)).TaskArns ?? [];
        if (arns.Count == 0) return [];
        var tasks = (await aws.Ecs.DescribeTasksAsync(new() { Cluster = cluster.ClusterName, Tasks = arns }, cancellation)).Tasks ?? [];
        return tasks.OrderByDescending(each => each.CreatedAt).ThenBy(each => each.TaskArn, StringComparer.Ordinal).Select(task => new TaskRow(
            AfterSlash(task.TaskArn), AfterSlash(task.TaskDefinitionArn), task.LastStatus, task.HealthStatus?.Value ?? "", task.Group ?? "",
            (task.Containers ?? []).SelectMany(container => container.NetworkInterfaces ?? []).FirstOrDefault()?.PrivateIpv4Address ?? "", Since(task.CreatedAt, now)));
    }

    private async Task<IReadOnlyList<AlarmRow>> AlarmsAsync(CancellationToken cancellation)
    {
        var alarms = await OrNothingAsync(async () => (await aws.CloudWatch.DescribeAlarmsAsync(new() { MaxRecords = 100 }, cancellation)).MetricAlarms);
        // What is wrong comes first.
        return [.. (alarms ?? []).OrderBy(each => each.StateValue == StateValue.ALARM ? 0 : 1).ThenBy(each => each.AlarmName, StringComparer.Ordinal).Select(each => new AlarmRow(
            each.AlarmName, each.StateValue.Value, each.MetricName is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{each.MetricName} {(each.ComparisonOperator.Value.StartsWith("Less", StringComparison.Ordinal) ? '<' : '>')} {each.Threshold:0.##}")))];
    }

    private async Task<IReadOnlyList<ScalingRow>> ScalingsAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var activities = await OrNothingAsync(async () => (await aws.Scaling.DescribeScalingActivitiesAsync(new() { ServiceNamespace = ServiceNamespace.Ecs, MaxResults = MostActivities }, cancellation)).ScalingActivities);
        return [.. (activities ?? []).Select(each => new ScalingRow(Since(each.StartTime, now), AfterSlash(each.ResourceId), each.Description ?? "", each.StatusCode?.Value ?? ""))];
    }

    /// <summary>Other endpoints may not serve everything: what they do not is left out.</summary>
    private static async Task<T?> OrNothingAsync<T>(Func<Task<T>> ask)
        where T : class?
    {
        try
        {
            return await ask();
        }
        catch (AmazonServiceException error) when (error.InnerException is not HttpRequestException)
        {
            return null;
        }
    }

    private static TimeSpan Since(DateTime? time, DateTimeOffset now) => time is { } at && now - at.ToUniversalTime() is var since && since > TimeSpan.Zero ? since : TimeSpan.Zero;

    private static string AfterSlash(string? text) => text is null ? "" : text[(text.LastIndexOf('/') + 1)..];
}
