using System.Diagnostics;
using System.Globalization;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>Attributes of load balancers, target groups and listeners as values, with their defaults: what the data plane goes by.</summary>
public static class Attributes
{
    /// <summary>The value that was set, else the default; null when the resource has no such attribute.</summary>
    public static string? Of(ElbLoadBalancer balancer, string key) => Read(balancer.Attributes, key, LoadBalancerAttributes.For(balancer));

    /// <inheritdoc cref="Of(ElbLoadBalancer, string)"/>
    public static string? Of(ElbTargetGroup group, string key) => Read(group.Attributes, key, TargetGroupAttributes.For(group));

    /// <inheritdoc cref="Of(ElbLoadBalancer, string)"/>
    public static string? Of(ElbListener listener, string key) => Read(listener.Attributes, key, ListenerAttributes.For(listener));

    /// <summary>True when it may not be deleted.</summary>
    public static bool IsProtected(ElbLoadBalancer balancer) => Of(balancer, LoadBalancerAttributes.DeletionProtection) == "true";

    /// <summary>How long a connection of an Application Load Balancer may be silent; 1 to 4000 s.</summary>
    public static TimeSpan IdleTimeout(ElbLoadBalancer balancer) => Seconds(Of(balancer, "idle_timeout.timeout_seconds"));

    /// <summary>For how long a client may keep a connection to an Application Load Balancer; 60 s to 7 days.</summary>
    public static TimeSpan ClientKeepAlive(ElbLoadBalancer balancer) => Seconds(Of(balancer, "client_keep_alive.seconds"));

    public static bool IsHttp2Enabled(ElbLoadBalancer balancer) => Of(balancer, "routing.http2.enabled") == "true";

    /// <summary><c>monitor</c>, <c>defensive</c> or <c>strictest</c>.</summary>
    public static string DesyncMitigation(ElbLoadBalancer balancer) => Of(balancer, "routing.http.desync_mitigation_mode") ?? "defensive";

    public static bool DropsInvalidHeaders(ElbLoadBalancer balancer) => Of(balancer, "routing.http.drop_invalid_header_fields.enabled") == "true";

    public static bool PreservesHost(ElbLoadBalancer balancer) => Of(balancer, "routing.http.preserve_host_header.enabled") == "true";

    public static bool TellsTls(ElbLoadBalancer balancer) => Of(balancer, "routing.http.x_amzn_tls_version_and_cipher_suite.enabled") == "true";

    /// <summary>Whether X-Forwarded-For has the client's port too.</summary>
    public static bool TellsClientPort(ElbLoadBalancer balancer) => Of(balancer, "routing.http.xff_client_port.enabled") == "true";

    /// <summary><c>append</c>, <c>preserve</c> or <c>remove</c>.</summary>
    public static string XForwardedFor(ElbLoadBalancer balancer) => Of(balancer, "routing.http.xff_header_processing.mode") ?? "append";

    /// <summary>Whether requests go to targets in any zone: the group's word counts, and without one the load balancer's.</summary>
    public static bool IsCrossZone(ElbLoadBalancer balancer, ElbTargetGroup group) => Of(group, TargetGroupAttributes.CrossZone) switch
    {
        "true" => true,
        "false" => false,
        _ => Of(balancer, LoadBalancerAttributes.CrossZone) == "true",
    };

    /// <summary>For how long a deregistered target drains; 0 to 3600 s.</summary>
    public static TimeSpan DeregistrationDelay(ElbTargetGroup group) => Seconds(Of(group, TargetGroupAttributes.Delay));

    /// <summary>Whether connections are cut when the deregistration delay is over.</summary>
    public static bool CutsConnections(ElbTargetGroup group) => Of(group, "deregistration_delay.connection_termination.enabled") == "true";

    /// <summary>Whether a Network Load Balancer's targets see the client's address.</summary>
    public static bool PreservesClientIp(ElbTargetGroup group) => Of(group, TargetGroupAttributes.PreserveClientIp) == "true";

    public static bool SpeaksProxyProtocol(ElbTargetGroup group) => Of(group, "proxy_protocol_v2.enabled") == "true";

    /// <summary><c>round_robin</c>, <c>least_outstanding_requests</c> or <c>weighted_random</c>.</summary>
    public static string Algorithm(ElbTargetGroup group) => Of(group, TargetGroupAttributes.Algorithm) ?? "round_robin";

    /// <summary>Over what time the share of a new target grows; zero when it has its full share at once.</summary>
    public static TimeSpan SlowStart(ElbTargetGroup group) => Of(group, TargetGroupAttributes.SlowStart) is { } seconds ? Seconds(seconds) : TimeSpan.Zero;

    /// <summary>How clients come back to the same target, or null while they need not.</summary>
    public static Stickiness? StickinessOf(ElbTargetGroup group)
    {
        if (Of(group, TargetGroupAttributes.IsSticky) != "true") return null;
        return Of(group, TargetGroupAttributes.StickinessType) switch
        {
            "lb_cookie" => new("lb_cookie", null, Seconds(Of(group, "stickiness.lb_cookie.duration_seconds"))),
            "app_cookie" => new("app_cookie", Of(group, TargetGroupAttributes.CookieName), Seconds(Of(group, "stickiness.app_cookie.duration_seconds"))),
            "source_ip" => new("source_ip", null, null),
            var other => throw new UnreachableException($"Nothing is known of the stickiness type {other}."),
        };
    }

    /// <summary>How long a TCP connection through a Network Load Balancer may be silent; 60 to 6000 s.</summary>
    public static TimeSpan TcpIdleTimeout(ElbListener listener) => Seconds(Of(listener, ListenerAttributes.TcpIdleTimeout) ?? "350");

    private static string? Read(ValueMap<string> set, string key, IReadOnlyList<AttributeRule> rules) =>
        set.TryGetValue(key, out var value) ? value : rules.FirstOrDefault(rule => rule.Key == key)?.Default;

    private static TimeSpan Seconds(string? seconds) => TimeSpan.FromSeconds(int.Parse(seconds!, CultureInfo.InvariantCulture));
}

/// <summary>How clients come back to the same target.</summary>
/// <param name="Type"><c>lb_cookie</c>, <c>app_cookie</c> or <c>source_ip</c>.</param>
/// <param name="CookieName">Of <c>app_cookie</c>: the application's own cookie.</param>
/// <param name="Duration">For how long; null with <c>source_ip</c>.</param>
public sealed record Stickiness(string Type, string? CookieName, TimeSpan? Duration);
