using System.Globalization;
using Workbook.Shapes;

namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>The attributes of an Application Load Balancer that say how it treats requests, as AWS names and defaults them.</summary>
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

    /// <summary>Adds headers that tell the TLS version and cipher that the client came with.</summary>
    public required bool TellsTlsVersion { get; init; }

    /// <summary>The bucket of the access log; null: none is written.</summary>
    public required string? AccessLogBucket { get; init; }
    public required string AccessLogPrefix { get; init; }

    public static LoadBalancerSettings Of(ValueMap<string> attributes) => new()
    {
        IdleTimeout = Seconds(attributes, "idle_timeout.timeout_seconds", 60),
        ClientKeepAlive = Seconds(attributes, "client_keep_alive.seconds", 3600),
        IsHttp2Enabled = attributes.GetValueOrDefault("routing.http2.enabled") != "false",
        DropsInvalidHeaders = attributes.GetValueOrDefault("routing.http.drop_invalid_header_fields.enabled") == "true",
        PreservesHost = attributes.GetValueOrDefault("routing.http.preserve_host_header.enabled") == "true",
        DesyncMitigation = attributes.GetValueOrDefault("routing.http.desync_mitigation_mode") ?? "defensive",
        ForwardedFor = attributes.GetValueOrDefault("routing.http.xff_header_processing.mode") ?? "append",
        ForwardsClientPort = attributes.GetValueOrDefault("routing.http.xff_client_port.enabled") == "true",
        TellsTlsVersion = attributes.GetValueOrDefault("routing.http.x_amzn_tls_version_and_cipher_suite.enabled") == "true",
        AccessLogBucket = attributes.GetValueOrDefault("access_logs.s3.enabled") == "true" ? attributes.GetValueOrDefault("access_logs.s3.bucket") : null,
        AccessLogPrefix = attributes.GetValueOrDefault("access_logs.s3.prefix") ?? "",
    };

    private static TimeSpan Seconds(ValueMap<string> attributes, string name, int otherwise) => TimeSpan.FromSeconds(
        attributes.TryGetValue(name, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : otherwise);
}
