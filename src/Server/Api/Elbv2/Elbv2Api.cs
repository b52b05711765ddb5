using Workbook.Engine.State;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Elbv2;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Api.Elbv2;

/// <summary>
/// The Elastic Load Balancing API (version 2) over the state store, one file for each family of resources: check, update the World, render.
/// The rules themselves are the core's.
/// </summary>
internal sealed partial class Elbv2Api(StateStore store, System.Action stimulate) : IElbv2
{
    /// <summary>The quotas of a new account.</summary>
    public ValueTask<DescribeAccountLimitsResponse> DescribeAccountLimitsAsync(DescribeAccountLimitsRequest request, RequestContext context) =>
        ValueTask.FromResult(new DescribeAccountLimitsResponse
        {
            Limits =
            [
                new() { Name = "application-load-balancers", Max = "50" },
                new() { Name = "network-load-balancers", Max = "50" },
                new() { Name = "gateway-load-balancers", Max = "100" },
                new() { Name = "target-groups", Max = "3000" },
                new() { Name = "listeners-per-application-load-balancer", Max = "50" },
                new() { Name = "listeners-per-network-load-balancer", Max = "50" },
                new() { Name = "rules-per-application-load-balancer", Max = "100" },
                new() { Name = "targets-per-application-load-balancer", Max = "1000" },
                new() { Name = "targets-per-network-load-balancer", Max = "3000" },
                new() { Name = "target-groups-per-application-load-balancer", Max = "100" },
                new() { Name = "targets-per-availability-zone-per-network-load-balancer", Max = "500" },
                new() { Name = "certificates-per-application-load-balancer", Max = "25" },
                new() { Name = "certificates-per-network-load-balancer", Max = "25" },
                new() { Name = "condition-values-per-alb-rule", Max = "5" },
                new() { Name = "condition-wildcards-per-alb-rule", Max = "5" },
                new() { Name = "target-groups-per-action-on-application-load-balancer", Max = "5" },
                new() { Name = "target-groups-per-action-on-network-load-balancer", Max = "1" },
            ],
        });

    /// <summary>With the default network, which exists though nobody made it.</summary>
    private World Read(RequestContext context) => DefaultNetwork.Ensure(store.Read(context.Scope));

    private ValueTask<T> Write<T>(RequestContext context, Func<World, DateTimeOffset, (World, T)> change)
    {
        stimulate();
        return store.UpdateAsync(context.Scope, (world, now) => change(DefaultNetwork.Ensure(world), now));
    }
}
