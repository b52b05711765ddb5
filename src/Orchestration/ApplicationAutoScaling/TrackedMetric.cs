using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;
using Workbook.Shapes.CloudWatch;
using TrackedMetricName = Workbook.Shapes.ApplicationAutoScaling.MetricType;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>The metric of a target tracking policy, as an alarm watches it.</summary>
internal static class TrackedMetric
{
    private const int Period = 60;

    /// <summary>An alarm on the metric that lacks all but that.</summary>
    /// <exception cref="ApiException">ValidationException: there is no such metric for an ECS service.</exception>
    public static PutMetricAlarmRequest Alarm(World world, AasScalableTarget target, TargetTrackingScalingPolicyConfiguration policy)
    {
        if (policy.CustomizedMetricSpecification is { } custom) return Customized(custom);
        var (type, label) = (policy.PredefinedMetricSpecification!.PredefinedMetricType, policy.PredefinedMetricSpecification.ResourceLabel);
        if (type == TrackedMetricName.ALBRequestCountPerTarget) return RequestCount(world, label);
        if (label is not null) throw ScalingRefusal.Validation("ResourceLabel can only be specified for the metric type ALBRequestCountPerTarget.");
        return type switch
        {
            TrackedMetricName.ECSServiceAverageCPUUtilization => OfService(target, "CPUUtilization"),
            TrackedMetricName.ECSServiceAverageMemoryUtilization => OfService(target, "MemoryUtilization"),
            TrackedMetricName.ECSServiceAverageCPUUtilizationHighResolution or TrackedMetricName.ECSServiceAverageMemoryUtilizationHighResolution => throw ScalingRefusal.NotServed($"the metric type {type}"),
            _ => throw ScalingRefusal.Validation($"Predefined metric type {type} is not supported for the service namespace ecs."),
        };
    }

    /// <summary>Whether two policies watch the same, whatever their targets.</summary>
    public static bool IsSame(TargetTrackingScalingPolicyConfiguration one, TargetTrackingScalingPolicyConfiguration other) =>
        one.PredefinedMetricSpecification == other.PredefinedMetricSpecification && one.CustomizedMetricSpecification == other.CustomizedMetricSpecification;

    private static PutMetricAlarmRequest OfService(AasScalableTarget target, string name)
    {
        var parts = target.ServiceKey.Split('/');
        return new()
        {
            Namespace = "AWS/ECS",
            MetricName = name,
            Dimensions = [new() { Name = "ClusterName", Value = parts[0] }, new() { Name = "ServiceName", Value = parts[1] }],
            Statistic = Statistic.Average,
            Unit = StandardUnit.Percent,
            Period = Period,
        };
    }

    // app/web/50dc6c495c0c9188/targetgroup/blue/73e2d6bc24d8a067
    private static PutMetricAlarmRequest RequestCount(World world, string? label)
    {
        if (label is null) throw ScalingRefusal.Validation("ResourceLabel must be specified for the metric type ALBRequestCountPerTarget.");
        if (label.Split('/') is not ["app", _, _, "targetgroup", var group, var id])
            throw ScalingRefusal.Validation($"Invalid resource label: {label}. It has to be app/load-balancer-name/load-balancer-id/targetgroup/target-group-name/target-group-id.");
        var balancer = label[..label.IndexOf("/targetgroup/", StringComparison.Ordinal)];
        if (!TargetGroups.BalancersOf(world, ElbTargetGroup.ArnOf(world.Scope, $"{group}/{id}")).Contains(balancer, StringComparer.Ordinal))
            throw ScalingRefusal.Validation("The load balancer does not route traffic to the target group.");
        return new()
        {
            Namespace = "AWS/ApplicationELB",
            MetricName = "RequestCountPerTarget",
            Dimensions = [new() { Name = "LoadBalancer", Value = balancer }, new() { Name = "TargetGroup", Value = $"targetgroup/{group}/{id}" }],
            Statistic = Statistic.Sum,
            Period = Period,
        };
    }

    private static PutMetricAlarmRequest Customized(CustomizedMetricSpecification custom)
    {
        if (custom.Metrics is { } queries)
        {
            if ((custom.Namespace ?? custom.MetricName ?? custom.Statistic ?? custom.Unit ?? (object?)custom.Dimensions) is not null)
                throw ScalingRefusal.Validation("Metrics and the parameters MetricName, Namespace, Dimensions, Statistic and Unit are mutually exclusive.");
            return new() { Metrics = queries.Select(Query).ToValueList() };
        }
        if (custom.Namespace is null || custom.MetricName is null || custom.Statistic is null)
            throw ScalingRefusal.Validation("MetricName, Namespace and Statistic must be specified in a customized metric specification.");
        return new()
        {
            Namespace = custom.Namespace,
            MetricName = custom.MetricName,
            Dimensions = custom.Dimensions?.Select(each => new Dimension { Name = each.Name, Value = each.Value }).ToValueList(),
            Statistic = custom.Statistic,
            Unit = custom.Unit,
            Period = Period,
        };
    }

    private static MetricDataQuery Query(TargetTrackingMetricDataQuery query) => new()
    {
        Id = query.Id,
        Expression = query.Expression,
        Label = query.Label,
        ReturnData = query.ReturnData,
        MetricStat = query.MetricStat is not { } stat ? null : new()
        {
            Metric = new()
            {
                Namespace = stat.Metric!.Namespace,
                MetricName = stat.Metric.MetricName,
                Dimensions = stat.Metric.Dimensions?.Select(each => new Dimension { Name = each.Name, Value = each.Value }).ToValueList(),
            },
            Period = Period,
            Stat = stat.Stat,
            Unit = stat.Unit,
        },
    };
}
