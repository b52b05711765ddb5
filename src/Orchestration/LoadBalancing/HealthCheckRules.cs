using System.Globalization;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>How a group's targets may be checked, and how they are when nothing is said (see "Health checks for your target groups").</summary>
internal static class HealthCheckRules
{
    public const string TrafficPort = "traffic-port";

    private static readonly string[] HttpProtocols = [ProtocolEnum.Http, ProtocolEnum.Https];
    private static readonly string[] NetworkProtocols = [ProtocolEnum.Tcp, .. HttpProtocols];

    /// <summary>Of a new group.</summary>
    public static TargetHealthCheck Of(ElbTargetGroup group, CreateTargetGroupRequest request) => Check(group, null, new()
    {
        HealthCheckEnabled = request.HealthCheckEnabled,
        HealthCheckProtocol = request.HealthCheckProtocol,
        HealthCheckPort = request.HealthCheckPort,
        HealthCheckPath = request.HealthCheckPath,
        HealthCheckIntervalSeconds = request.HealthCheckIntervalSeconds,
        HealthCheckTimeoutSeconds = request.HealthCheckTimeoutSeconds,
        HealthyThresholdCount = request.HealthyThresholdCount,
        UnhealthyThresholdCount = request.UnhealthyThresholdCount,
        Matcher = request.Matcher,
    });

    /// <summary>What is said replaces what was; what is not said stays, or becomes the default of another protocol.</summary>
    public static TargetHealthCheck Modify(ElbTargetGroup group, ModifyTargetGroupRequest request) => Check(group, group.HealthCheck, request);

    private static TargetHealthCheck Check(ElbTargetGroup group, TargetHealthCheck? before, ModifyTargetGroupRequest asked)
    {
        if (asked.HealthCheckEnabled == false) throw ElbRefusal.Validation($"Health check enabled must be true for target groups with target type '{group.TargetType}'");
        var protocol = asked.HealthCheckProtocol ?? before?.Protocol ?? DefaultProtocol(group);
        var allowed = TargetGroups.IsHttp(group.Protocol) || group.TargetType == TargetTypeEnum.Alb ? HttpProtocols : NetworkProtocols;
        if (!allowed.Contains(protocol))
            throw ElbRefusal.Configuration($"Health check protocol '{protocol}' not supported for target groups with the {group.Protocol} protocol. Must be one of the following values '[{string.Join(", ", allowed)}]'.");
        var port = asked.HealthCheckPort ?? before?.Port ?? TrafficPort;
        if (port != TrafficPort && !AttributeRule.IsNumber(port, 1, 65535)) throw ElbRefusal.Validation($"Health check port '{port}' must be '{TrafficPort}' or a port number between '1-65535'");
        var same = before is not null && IsHttp(before.Protocol) == IsHttp(protocol) ? before : null;
        var check = new TargetHealthCheck(protocol, port)
        {
            Path = IsHttp(protocol) ? PathOf(asked.HealthCheckPath) ?? same?.Path ?? (IsGrpc(group) ? "/AWS.ALB/healthcheck" : "/") : null,
            IntervalSeconds = asked.HealthCheckIntervalSeconds ?? before?.IntervalSeconds ?? 30,
            TimeoutSeconds = asked.HealthCheckTimeoutSeconds ?? same?.TimeoutSeconds ?? DefaultTimeout(group, protocol),
            HealthyThreshold = asked.HealthyThresholdCount ?? before?.HealthyThreshold ?? 5,
            UnhealthyThreshold = asked.UnhealthyThresholdCount ?? before?.UnhealthyThreshold ?? 2,
            HttpCodes = IsHttp(protocol) && !IsGrpc(group) ? asked.Matcher?.HttpCode ?? same?.HttpCodes ?? (TargetGroups.IsHttp(group.Protocol) ? "200" : "200-399") : null,
            GrpcCodes = IsGrpc(group) ? asked.Matcher?.GrpcCode ?? same?.GrpcCodes ?? "12" : null,
        };
        Verify(group, check, asked);
        return check;
    }

    private static void Verify(ElbTargetGroup group, TargetHealthCheck check, ModifyTargetGroupRequest asked)
    {
        if (asked.HealthCheckPath is not null && check.Path is null) throw ElbRefusal.Configuration($"Health check paths are not supported for health checks with the {check.Protocol} protocol");
        if (asked.Matcher is not null && !IsHttp(check.Protocol)) throw ElbRefusal.Configuration($"Custom health check matchers are not supported for health checks for target groups with the {group.Protocol} protocol");
        if (asked.Matcher?.HttpCode is not null && IsGrpc(group)) throw ElbRefusal.Validation("Health check matcher HTTP codes cannot be specified for target groups with the protocol version 'GRPC'");
        if (asked.Matcher?.GrpcCode is not null && !IsGrpc(group)) throw ElbRefusal.Validation("Health check matcher GRPC codes can only be specified for target groups with the protocol version 'GRPC'");
        if (check.HttpCodes is { } http) VerifyCodes("HTTP", http, 200, TargetGroups.IsHttp(group.Protocol) ? 499 : 599);
        if (check.GrpcCodes is { } grpc) VerifyCodes("GRPC", grpc, 0, 99);
        if (TargetGroups.IsHttp(group.Protocol) && check.TimeoutSeconds >= check.IntervalSeconds)
            throw ElbRefusal.Validation(Invariant($"Health check timeout '{check.TimeoutSeconds}' must be smaller than the interval '{check.IntervalSeconds}'"));
        if (check.TimeoutSeconds > check.IntervalSeconds)
            throw ElbRefusal.Validation(Invariant($"Health check timeout '{check.TimeoutSeconds}' must be smaller than or equal to the interval '{check.IntervalSeconds}'"));
    }

    /// <summary>A list of codes and ranges: <c>200,202</c> or <c>200-299</c>.</summary>
    private static void VerifyCodes(string what, string codes, int least, int most)
    {
        foreach (var part in codes.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !ends.All(end => AttributeRule.IsNumber(end, least, most)) || Number(ends[0]) > Number(ends[^1]))
                throw ElbRefusal.Validation(Invariant($"Health check matcher {what} code '{codes}' must be within '{least}-{most}' inclusive"));
        }
    }

    private static string? PathOf(string? path) => path is null || path.StartsWith('/') ? path : throw ElbRefusal.Validation($"Health check path '{path}' must begin with '/'.");

    private static string DefaultProtocol(ElbTargetGroup group) =>
        TargetGroups.IsHttp(group.Protocol) || group.TargetType == TargetTypeEnum.Alb ? ProtocolEnum.Http : ProtocolEnum.Tcp;

    private static int DefaultTimeout(ElbTargetGroup group, string protocol) =>
        TargetGroups.IsHttp(group.Protocol) ? 5 : protocol == ProtocolEnum.Http ? 6 : 10;

    private static bool IsHttp(string protocol) => protocol is ProtocolEnum.Http or ProtocolEnum.Https;

    private static bool IsGrpc(ElbTargetGroup group) => group.ProtocolVersion == TargetGroups.Grpc;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
