namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>The attributes of an Application Load Balancer that say how it treats requests, read once for all of them.</summary>
public sealed record LoadBalancerSettings
{
    public required TimeSpan IdleTimeout { get; init; }

    /// <summary>How long a client's connection may wait for its next request.</summary>
    public required TimeSpan ClientKeepAlive { get; init; }
    public required bool IsHttp2Enabled { get; init; }
    public required bool DropsInvalidHeaders { get; init; }
    public required bool PreservesHost { get; init; }

    /// <summary><c>monitor</c>, <c>defensive</c> or <c>strictest</c>.</summary>
    public required string DesyncMitigation { get; init; }

    /// <summary><c>append</c>, <c>preserve</c> or <c>remove</c>.</summary>
    public required string ForwardedFor { get; init; }
    public required bool ForwardsClientPort { get; init; }

    /// <summary>The bucket of the access log; null: none is written.</summary>
    public required string? AccessLogBucket { get; init; }
    public required string AccessLogPrefix { get; init; }

    public static LoadBalancerSettings Of(ElbLoadBalancer balancer) => new()
    {
        IdleTimeout = Attributes.IdleTimeout(balancer),
        ClientKeepAlive = Attributes.ClientKeepAlive(balancer),
        IsHttp2Enabled = Attributes.IsHttp2Enabled(balancer),
        DropsInvalidHeaders = Attributes.DropsInvalidHeaders(balancer),
        PreservesHost = Attributes.PreservesHost(balancer),
        DesyncMitigation = Attributes.DesyncMitigation(balancer),
        ForwardedFor = Attributes.XForwardedFor(balancer),
        ForwardsClientPort = Attributes.TellsClientPort(balancer),
        AccessLogBucket = Attributes.Of(balancer, "access_logs.s3.enabled") == "true" ? Attributes.Of(balancer, "access_logs.s3.bucket") : null,
        AccessLogPrefix = Attributes.Of(balancer, "access_logs.s3.prefix") ?? "",
    };
}
