using Workbook.Orchestration.LoadBalancing;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.Tests.LoadBalancing;

/// <summary>Target groups: what their targets are checked with, and which settings belong together.</summary>
public class TargetGroupTests
{
    // protocol, target type, version → protocol, path, interval, timeout, thresholds, codes of the health check.
    [TestCase("HTTP", "ip", null, "HTTP / 30 5 5 2 200 -")]
    [TestCase("HTTPS", "instance", "HTTP2", "HTTP / 30 5 5 2 200 -")]
    [TestCase("HTTP", "ip", "GRPC", "HTTP /AWS.ALB/healthcheck 30 5 5 2 - 12")]
    [TestCase("TCP", "ip", null, "TCP - 30 10 5 2 - -")]
    [TestCase("UDP", "instance", null, "TCP - 30 10 5 2 - -")]
    [TestCase("TCP", "alb", null, "HTTP / 30 6 5 2 200-399 -")]
    public void Checks_by_default(string protocol, string type, string? version, string expected)
    {
        var check = new Balancing().Group(protocol: protocol, targetType: type, version: version).HealthCheck;
        string.Join(" ", check.Protocol, check.Path ?? "-", check.IntervalSeconds, check.TimeoutSeconds, check.HealthyThreshold, check.UnhealthyThreshold, check.HttpCodes ?? "-", check.GrpcCodes ?? "-").Should().Be(expected);
        (check.Port, check.IsEnabled).Should().Be(("traffic-port", true));
    }

    private static readonly (CreateTargetGroupRequest Asked, string Code, string Message)[] Refused =
    [
        (new() { Protocol = null }, "ValidationError", "A protocol must be specified"),
        (new() { Port = null }, "ValidationError", "A port must be specified"),
        (new() { VpcId = "" }, "ValidationError", "A VPC ID must be specified"),
        (new() { VpcId = "vpc-1" }, "ValidationError", "The VPC ID 'vpc-1' is not found"),
        (new() { Name = "-a" }, "ValidationError", "1 validation error detected: Value '-a' at 'targetGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^-)(?!.*-$)^[A-Za-z0-9-]+$"),
        (new() { Protocol = "GENEVE" }, "InvalidConfigurationRequest", "ECS Workbook forwards no GENEVE. Choose one of HTTP, HTTPS, TCP, TLS, UDP, TCP_UDP."),
        (new() { TargetType = "alb" }, "InvalidConfigurationRequest", "Target groups with target type 'alb' must have the protocol 'TCP', not 'HTTP'"),
        (new() { ProtocolVersion = "HTTP3" }, "ValidationError", "Protocol version 'HTTP3' must be one of 'HTTP1, HTTP2, GRPC'"),
        (new() { Protocol = "TCP", ProtocolVersion = "HTTP1" }, "ValidationError", "A protocol version cannot be specified for target groups with the TCP protocol"),
        (new() { IpAddressType = "ipv6" }, "InvalidConfigurationRequest", "ECS Workbook has no IPv6 networks. Choose the IP address type ipv4."),
        (new() { HealthCheckEnabled = false }, "ValidationError", "Health check enabled must be true for target groups with target type 'ip'"),
        (new() { HealthCheckProtocol = "TCP" }, "InvalidConfigurationRequest", "Health check protocol 'TCP' not supported for target groups with the HTTP protocol. Must be one of the following values '[HTTP, HTTPS]'."),
        (new() { HealthCheckPath = "health" }, "ValidationError", "Health check path 'health' must begin with '/'."),
        (new() { HealthCheckPort = "http" }, "ValidationError", "Health check port 'http' must be 'traffic-port' or a port number between '1-65535'"),
        (new() { HealthCheckIntervalSeconds = 5 }, "ValidationError", "Health check timeout '5' must be smaller than the interval '5'"),
        (new() { Protocol = "TCP", HealthCheckIntervalSeconds = 5 }, "ValidationError", "Health check timeout '10' must be smaller than or equal to the interval '5'"),
        (new() { Protocol = "TCP", HealthCheckPath = "/" }, "InvalidConfigurationRequest", "Health check paths are not supported for health checks with the TCP protocol"),
        (new() { Protocol = "TCP", Matcher = new() { HttpCode = "200" } }, "InvalidConfigurationRequest", "Custom health check matchers are not supported for health checks for target groups with the TCP protocol"),
        (new() { Matcher = new() { HttpCode = "200,600" } }, "ValidationError", "Health check matcher HTTP code '200,600' must be within '200-499' inclusive"),
        (new() { Matcher = new() { HttpCode = "299-200" } }, "ValidationError", "Health check matcher HTTP code '299-200' must be within '200-499' inclusive"),
        (new() { Matcher = new() { GrpcCode = "0" } }, "ValidationError", "Health check matcher GRPC codes can only be specified for target groups with the protocol version 'GRPC'"),
        (new() { ProtocolVersion = "GRPC", Matcher = new() { GrpcCode = "100" } }, "ValidationError", "Health check matcher GRPC code '100' must be within '0-99' inclusive"),
    ];

    [TestCaseSource(nameof(Cases))]
    public void What_is_refused(int row)
    {
        var elb = new Balancing();
        var (asked, code, message) = Refused[row];
        // A record cannot tell a member that was left out from one that was set to null: the rows that are about absence come first.
        var request = asked with
        {
            Name = asked.Name ?? "blue",
            Protocol = row == 0 ? null : asked.Protocol ?? "HTTP",
            Port = row == 1 ? null : 80,
            VpcId = asked.VpcId ?? elb.Vpc,
            TargetType = asked.TargetType ?? "ip",
        };
        elb.Refuses(code, message, world => TargetGroups.Create(world, request, elb.NextId(), elb.Now));
    }

    private static IEnumerable<int> Cases() => Enumerable.Range(0, Refused.Length);

    [Test]
    public void A_changed_check_keeps_what_was_not_said()
    {
        var elb = new Balancing();
        var group = elb.Group(protocol: "TCP");
        var check = elb.Do(world => TargetGroups.Modify(world, new() { TargetGroupArn = Balancing.Arn(group), HealthCheckProtocol = "HTTP", HealthCheckPath = "/up", UnhealthyThresholdCount = 3 }, elb.Now)).HealthCheck;
        (check.Protocol, check.Path, check.TimeoutSeconds, check.HealthyThreshold, check.UnhealthyThreshold, check.HttpCodes).Should().Be(("HTTP", "/up", 6, 5, 3, "200-399"));
        check = elb.Do(world => TargetGroups.Modify(world, new() { TargetGroupArn = Balancing.Arn(group), HealthCheckIntervalSeconds = 15 }, elb.Now)).HealthCheck;
        (check.Path, check.IntervalSeconds, check.UnhealthyThreshold).Should().Be(("/up", 15, 3));
    }

    [Test]
    public void A_group_in_use_is_not_deleted_and_one_that_is_gone_is_deleted_already()
    {
        var elb = new Balancing();
        var group = elb.Group();
        elb.Group().Key.Should().Be(group.Key, "the settings are the same");
        elb.Refuses("DuplicateTargetGroupName", "A target group with the same name 'blue' exists, but with different settings",
            world => TargetGroups.Create(world, new() { Name = "blue", Protocol = "HTTP", Port = 81, VpcId = elb.Vpc, TargetType = "ip" }, elb.NextId(), elb.Now));
        var listener = elb.Listener(elb.Balancer(), Balancing.Hello);
        var rule = elb.Rule(listener, 1, action: Balancing.To(group));
        elb.Refuses("ResourceInUse", $"Target group '{Balancing.Arn(group)}' is currently in use by a listener or a rule", world => TargetGroups.Delete(world, Balancing.Arn(group), elb.Now));
        elb.Do(world => Rules.Delete(world, Balancing.Arn(rule)));
        elb.Do(world => TargetGroups.Delete(world, Balancing.Arn(group), elb.Now));
        elb.World.TargetGroups.Should().BeEmpty();
        elb.Do(world => TargetGroups.Delete(world, Balancing.Arn(group), elb.Now));
    }
}
