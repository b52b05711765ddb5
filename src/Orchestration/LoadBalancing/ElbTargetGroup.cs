using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>A target group; its targets are <see cref="ElbTarget"/>s.</summary>
/// <param name="Name">Unique in the region; 1 to 32 letters, digits and hyphens.</param>
/// <param name="Id">16 hexadecimal digits.</param>
public sealed record ElbTargetGroup(string Name, string Id)
{
    /// <summary>One of <see cref="TargetTypeEnum"/>.</summary>
    public string TargetType { get; init; } = TargetTypeEnum.Instance;

    /// <summary>One of <see cref="ProtocolEnum"/>.</summary>
    public required string Protocol { get; init; }

    /// <summary>HTTP1, HTTP2 or GRPC; null where the protocol is neither HTTP nor HTTPS.</summary>
    public string? ProtocolVersion { get; init; }

    /// <summary>For targets that are registered without a port.</summary>
    public required int Port { get; init; }
    public string? VpcId { get; init; }

    /// <summary>One of <see cref="TargetGroupIpAddressTypeEnum"/>.</summary>
    public string IpAddressType { get; init; } = TargetGroupIpAddressTypeEnum.Ipv4;
    public required TargetHealthCheck HealthCheck { get; init; }

    /// <summary>Those that were set; what is not here has its default.</summary>
    public ValueMap<string> Attributes { get; init; } = ValueMap<string>.Empty;
    public ValueList<Tag> Tags { get; init; } = [];

    /// <summary>The last part of its ARN, such as <c>web/73e2d6bc24d8a067</c>.</summary>
    public string Key => $"{Name}/{Id}";

    public static string ArnOf(AccountRegion scope, string key) => $"arn:aws:elasticloadbalancing:{scope.Region}:{scope.Account}:targetgroup/{key}";
}

/// <summary>How the targets of a group are checked; as the API has it, with every default filled in.</summary>
/// <param name="Protocol">One of <see cref="ProtocolEnum"/>.</param>
/// <param name="Port">A number, or <c>traffic-port</c>.</param>
public sealed record TargetHealthCheck(string Protocol, string Port)
{
    public bool IsEnabled { get; init; } = true;

    /// <summary>Of HTTP, HTTPS and gRPC checks; null else.</summary>
    public string? Path { get; init; }
    public int IntervalSeconds { get; init; } = 30;
    public int TimeoutSeconds { get; init; } = 5;
    public int HealthyThreshold { get; init; } = 5;
    public int UnhealthyThreshold { get; init; } = 2;

    /// <summary>Such as <c>200</c>, <c>200,202</c> or <c>200-299</c>; null where no HTTP code is looked at.</summary>
    public string? HttpCodes { get; init; }

    /// <summary>The same of gRPC codes.</summary>
    public string? GrpcCodes { get; init; }
}
