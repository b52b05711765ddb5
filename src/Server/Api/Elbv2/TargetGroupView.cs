using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Api.Elbv2;

/// <summary>Target groups as the API shows them.</summary>
internal static class TargetGroupView
{
    public static TargetGroup Of(World world, ElbTargetGroup group)
    {
        var arn = ElbTargetGroup.ArnOf(world.Scope, group.Key);
        var check = group.HealthCheck;
        return new()
        {
            TargetGroupArn = arn,
            TargetGroupName = group.Name,
            Protocol = group.Protocol,
            ProtocolVersion = group.ProtocolVersion,
            Port = group.Port,
            VpcId = group.VpcId,
            TargetType = group.TargetType,
            IpAddressType = group.IpAddressType,
            LoadBalancerArns = TargetGroups.BalancersOf(world, arn).Select(key => ElbLoadBalancer.ArnOf(world.Scope, key)).ToValueList(),
            HealthCheckEnabled = check.IsEnabled,
            HealthCheckProtocol = check.Protocol,
            HealthCheckPort = check.Port,
            HealthCheckPath = check.Path,
            HealthCheckIntervalSeconds = check.IntervalSeconds,
            HealthCheckTimeoutSeconds = check.TimeoutSeconds,
            HealthyThresholdCount = check.HealthyThreshold,
            UnhealthyThresholdCount = check.UnhealthyThreshold,
            Matcher = check.HttpCodes is null && check.GrpcCodes is null ? null : new() { HttpCode = check.HttpCodes, GrpcCode = check.GrpcCodes },
        };
    }
}
