using Workbook.Engine.State;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Elb;
using Workbook.Server.Wire;
using Workbook.Shapes.Elb;

namespace Workbook.Server.Api.Elb;

/// <summary>The Elastic Load Balancing API of 2012: classic load balancers, which ECS supports but does not recommend. They carry no traffic here.</summary>
internal sealed partial class ElbApi(StateStore store, System.Action stimulate) : IElb
{
    /// <summary>The quotas of a new account.</summary>
    public ValueTask<DescribeAccountLimitsResponse> DescribeAccountLimitsAsync(DescribeAccountLimitsRequest request, RequestContext context) =>
        Answer(new DescribeAccountLimitsResponse
        {
            Limits =
            [
                new() { Name = "classic-load-balancers", Max = "20" },
                new() { Name = "classic-listeners", Max = "100" },
                new() { Name = "classic-registered-instances", Max = "1000" },
            ],
        });

    /// <summary>With the default network, which exists though nobody made it.</summary>
    private World Read(RequestContext context) => DefaultNetwork.Ensure(store.Read(context.Scope));

    private ValueTask<T> Write<T>(RequestContext context, Func<World, DateTimeOffset, (World, T)> change)
    {
        stimulate();
        return store.UpdateAsync(context.Scope, (world, now) => change(DefaultNetwork.Ensure(world), now));
    }

    private static ValueTask<T> Answer<T>(T response) => ValueTask.FromResult(response);
}
