using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elb;

namespace Workbook.Orchestration.LoadBalancing.Classic;

/// <summary>ModifyLoadBalancerAttributes of classic load balancers.</summary>
public static class ClassicAttributes
{
    private const string Desync = "elb.http.desyncmitigationmode";

    internal static Shapes.Elb.LoadBalancerAttributes Defaults { get; } = new()
    {
        CrossZoneLoadBalancing = new() { Enabled = false },
        AccessLog = new() { Enabled = false },
        ConnectionDraining = new() { Enabled = false, Timeout = 300 },
        ConnectionSettings = new() { IdleTimeout = 60 },
        AdditionalAttributes = [new() { Key = Desync, Value = "defensive" }],
    };

    /// <summary>What is not named stays as it was.</summary>
    public static (World World, ClassicLoadBalancer Balancer) Modify(World world, ModifyLoadBalancerAttributesRequest request)
    {
        var balancer = ClassicLoadBalancers.Find(world, request.LoadBalancerName);
        var (own, asked) = (balancer.Attributes, request.LoadBalancerAttributes!);
        if (asked.ConnectionDraining is { Timeout: < 1 or > 3600 }) throw ClassicLoadBalancers.Validation("ConnectionDraining Timeout must be in the range 1-3600");
        if (asked.AccessLog is { Enabled: true, S3BucketName: null or "" }) throw ClassicLoadBalancers.Validation("AccessLog S3BucketName must be specified when access logs are enabled");
        if (asked.AccessLog is { EmitInterval: not (null or 5 or 60) }) throw ClassicLoadBalancers.Validation("AccessLog EmitInterval must be 5 or 60");
        foreach (var more in asked.AdditionalAttributes ?? [])
        {
            if (more.Key != Desync) throw ElbErrors.LoadBalancerAttributeNotFound($"The attribute '{more.Key}' does not exist");
            if (more.Value is not ("monitor" or "defensive" or "strictest")) throw ClassicLoadBalancers.Validation($"The value of '{Desync}' must be one of monitor, defensive, strictest");
        }
        return ClassicLoadBalancers.Put(world, balancer with
        {
            Attributes = new()
            {
                CrossZoneLoadBalancing = asked.CrossZoneLoadBalancing ?? own.CrossZoneLoadBalancing,
                AccessLog = asked.AccessLog ?? own.AccessLog,
                ConnectionDraining = asked.ConnectionDraining is { } draining ? draining with { Timeout = draining.Timeout ?? own.ConnectionDraining!.Timeout } : own.ConnectionDraining,
                ConnectionSettings = asked.ConnectionSettings ?? own.ConnectionSettings,
                AdditionalAttributes = asked.AdditionalAttributes is { Count: > 0 } added ? added : own.AdditionalAttributes,
            },
        });
    }
}
