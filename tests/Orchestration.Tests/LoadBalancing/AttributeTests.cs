using Workbook.Orchestration.LoadBalancing;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.Tests.LoadBalancing;

/// <summary>Attributes: their defaults as values, and what they cannot be set to.</summary>
public class AttributeTests
{
    [Test]
    public void Defaults_are_those_of_AWS()
    {
        var elb = new Balancing();
        var (balancer, net, http, ip, udp) = (elb.Balancer(), elb.Balancer("net", "network"), elb.Group(), elb.Group("ip", "TCP"), elb.Group("udp", "UDP"));
        (Attributes.IdleTimeout(balancer), Attributes.ClientKeepAlive(balancer), Attributes.IsHttp2Enabled(balancer)).Should().Be((TimeSpan.FromSeconds(60), TimeSpan.FromHours(1), true));
        (Attributes.DesyncMitigation(balancer), Attributes.XForwardedFor(balancer), Attributes.DropsInvalidHeaders(balancer)).Should().Be(("defensive", "append", false));
        (Attributes.IsCrossZone(balancer, http), Attributes.IsCrossZone(net, ip)).Should().Be((true, false));
        (Attributes.DeregistrationDelay(http), Attributes.SlowStart(http), Attributes.Algorithm(http), Attributes.StickinessOf(http)).Should().Be((TimeSpan.FromMinutes(5), TimeSpan.Zero, "round_robin", null));
        (Attributes.PreservesClientIp(ip), Attributes.PreservesClientIp(udp), Attributes.CutsConnections(ip), Attributes.CutsConnections(udp)).Should().Be((false, true, false, true));
        LoadBalancerAttributes.Describe(balancer).Should().HaveCount(23).And.OnlyHaveUniqueItems(each => each.Key);
        TargetGroupAttributes.Describe(ip).Select(each => each.Key).Should().BeInAscendingOrder(StringComparer.Ordinal);
        Attributes.TcpIdleTimeout(elb.Listener(net, Balancing.To(ip), "TCP")).Should().Be(TimeSpan.FromSeconds(350));
    }

    [Test]
    public void What_is_set_counts()
    {
        var elb = new Balancing();
        var group = elb.Group();
        group = elb.Do(world => TargetGroupAttributes.Modify(world, new()
        {
            TargetGroupArn = Balancing.Arn(group),
            Attributes = [new() { Key = "stickiness.enabled", Value = "true" }, new() { Key = "stickiness.lb_cookie.duration_seconds", Value = "60" }, new() { Key = "slow_start.duration_seconds", Value = "30" }],
        }));
        (Attributes.StickinessOf(group), Attributes.SlowStart(group)).Should().Be((new Stickiness("lb_cookie", null, TimeSpan.FromMinutes(1)), TimeSpan.FromSeconds(30)));
        var listener = elb.Listener(elb.Balancer(), Balancing.Hello);
        elb.Do(world => ListenerAttributes.Modify(world, new() { ListenerArn = Balancing.Arn(listener), Attributes = [new() { Key = ListenerAttributes.ServerHeader, Value = "false" }] }))
            .Attributes.Should().ContainSingle();
    }

    [TestCase("idle_timeout.timeout_seconds", "0", "ValidationError", "The value of 'idle_timeout.timeout_seconds' must be between '1-4000' inclusive")]
    [TestCase("routing.http2.enabled", "yes", "ValidationError", "The value of 'routing.http2.enabled' must be 'true' or 'false'")]
    [TestCase("routing.http.desync_mitigation_mode", "lax", "ValidationError", "The value of 'routing.http.desync_mitigation_mode' must be one of '[defensive, monitor, strictest]'")]
    [TestCase("colour", "red", "ValidationError", "Load balancer attribute key 'colour' is not recognized")]
    [TestCase("dns_record.client_routing_policy", "any_availability_zone", "InvalidConfigurationRequest", "Load balancer attribute key 'dns_record.client_routing_policy' is not supported on load balancers with type 'application'")]
    [TestCase("load_balancing.cross_zone.enabled", "false", "InvalidConfigurationRequest", "Load balancer attribute key 'load_balancing.cross_zone.enabled' cannot be changed on load balancers with type 'application'")]
    [TestCase("access_logs.s3.enabled", "true", "InvalidConfigurationRequest", "The value of 'access_logs.s3.bucket' cannot be empty when 'access_logs.s3.enabled' is 'true'")]
    public void Of_load_balancers(string key, string value, string code, string message)
    {
        var elb = new Balancing();
        var arn = Balancing.Arn(elb.Balancer());
        elb.Refuses(code, message, world => LoadBalancerAttributes.Modify(world, new() { LoadBalancerArn = arn, Attributes = [new() { Key = key, Value = value }] }));
        elb.Refuses("ValidationError", $"Attribute key '{LoadBalancerAttributeKey}' has been specified more than once", world => LoadBalancerAttributes.Modify(
            world, new() { LoadBalancerArn = arn, Attributes = [new() { Key = LoadBalancerAttributeKey, Value = "true" }, new() { Key = LoadBalancerAttributeKey, Value = "true" }] }));
    }

    private const string LoadBalancerAttributeKey = "deletion_protection.enabled";

    [TestCase("HTTP", "deregistration_delay.timeout_seconds=3601", "The value of 'deregistration_delay.timeout_seconds' must be between '0-3600' inclusive")]
    [TestCase("HTTP", "slow_start.duration_seconds=29", "The value of 'slow_start.duration_seconds' must be '0' or between '30-900' inclusive")]
    [TestCase("HTTP", "colour=red", "Target group attribute key 'colour' is not recognized")]
    [TestCase("HTTP", "stickiness.app_cookie.cookie_name=AWSALB", "The value of 'stickiness.app_cookie.cookie_name' cannot begin with AWSALB, AWSALBAPP or AWSALBTG, which are reserved")]
    [TestCase("HTTP", "proxy_protocol_v2.enabled=true", "The provided target group attribute is not supported: 'proxy_protocol_v2.enabled' on target groups with the HTTP protocol")]
    [TestCase("HTTP", "stickiness.type=source_ip", "Stickiness type 'source_ip' is not supported for target groups with the HTTP protocol")]
    [TestCase("HTTP", "stickiness.enabled=true,stickiness.type=app_cookie", "The value of 'stickiness.app_cookie.cookie_name' cannot be empty when 'stickiness.type' is 'app_cookie'")]
    [TestCase("HTTP", "load_balancing.algorithm.type=least_outstanding_requests,slow_start.duration_seconds=30", "Slow start mode cannot be enabled with the 'least_outstanding_requests' load balancing algorithm")]
    [TestCase("HTTP", "load_balancing.algorithm.anomaly_mitigation=on", "Anomaly mitigation cannot be enabled with the 'round_robin' load balancing algorithm")]
    [TestCase("HTTP", "load_balancing.cross_zone.enabled=false,stickiness.enabled=true", "Target group stickiness is not supported when cross-zone load balancing is off")]
    [TestCase("UDP", "stickiness.type=lb_cookie", "Stickiness type 'lb_cookie' is not supported for target groups with the UDP protocol")]
    [TestCase("TLS", "stickiness.enabled=true", "Stickiness type 'source_ip' is not supported for target groups with the TLS protocol")]
    [TestCase("UDP", "preserve_client_ip.enabled=false", "Client IP preservation cannot be disabled for target groups with the UDP protocol")]
    [TestCase("TCP", "target_health_state.unhealthy.draining_interval_seconds=5", "The attribute 'target_health_state.unhealthy.draining_interval_seconds' can only be configured when 'target_health_state.unhealthy.connection_termination.enabled' is 'false'")]
    public void Of_target_groups(string protocol, string set, string message)
    {
        var elb = new Balancing();
        var arn = Balancing.Arn(elb.Group(protocol: protocol));
        var attributes = set.Split(',').Select(pair => pair.Split('=')).Select(pair => new TargetGroupAttribute { Key = pair[0], Value = pair[1] });
        elb.Refuses(message.StartsWith("The value of", StringComparison.Ordinal) && !message.Contains("cannot be empty", StringComparison.Ordinal) || message.EndsWith("not recognized", StringComparison.Ordinal) ? "ValidationError" : "InvalidConfigurationRequest",
            message, world => TargetGroupAttributes.Modify(world, new() { TargetGroupArn = arn, Attributes = [.. attributes] }));
    }

    [TestCase("tcp.idle_timeout.seconds", "60", "InvalidConfigurationRequest", "Listener attribute key 'tcp.idle_timeout.seconds' is not supported on listeners with protocol 'HTTP'")]
    [TestCase("colour", "red", "ValidationError", "Listener attribute key 'colour' is not recognized")]
    [TestCase("routing.http.response.server.enabled", "1", "ValidationError", "The value of 'routing.http.response.server.enabled' must be 'true' or 'false'")]
    public void Of_listeners(string key, string value, string code, string message)
    {
        var elb = new Balancing();
        var arn = Balancing.Arn(elb.Listener(elb.Balancer(), Balancing.Hello));
        elb.Refuses(code, message, world => ListenerAttributes.Modify(world, new() { ListenerArn = arn, Attributes = [new() { Key = key, Value = value }] }));
    }
}
