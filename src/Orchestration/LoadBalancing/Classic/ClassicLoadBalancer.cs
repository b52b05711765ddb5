using Workbook.Shapes;
using Workbook.Shapes.Elb;

namespace Workbook.Orchestration.LoadBalancing.Classic;

/// <summary>A load balancer of the generation before Application and Network Load Balancers. It is kept and shown, but carries no traffic.</summary>
/// <param name="Name">Unique in the region; 1 to 32 letters, digits and hyphens.</param>
/// <param name="CreatedAt">When.</param>
public sealed record ClassicLoadBalancer(string Name, DateTimeOffset CreatedAt)
{
    /// <summary><c>internet-facing</c> or <c>internal</c>.</summary>
    public string Scheme { get; init; } = "internet-facing";
    public required string VpcId { get; init; }

    /// <summary>Names of zones, in their order.</summary>
    public required ValueList<string> AvailabilityZones { get; init; }

    /// <summary>One for each zone.</summary>
    public required ValueList<string> SubnetIds { get; init; }
    public ValueList<string> SecurityGroupIds { get; init; } = [];

    /// <summary>By port.</summary>
    public required ValueList<Listener> Listeners { get; init; }
    public required HealthCheck HealthCheck { get; init; }

    /// <summary>Of what is registered, in the order in which it was.</summary>
    public ValueList<string> InstanceIds { get; init; } = [];

    /// <summary>With every default filled in.</summary>
    public required Shapes.Elb.LoadBalancerAttributes Attributes { get; init; }
    public ValueList<Tag> Tags { get; init; } = [];
}
