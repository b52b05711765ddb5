using Workbook.Engine;
using Workbook.Engine.State;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Server.AutoScaling;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Server.Api.AutoScaling;

/// <summary>
/// The EC2 Auto Scaling API over the state store, one file for each family of resources: check, update the World, render.
/// The rules themselves are the core's.
/// </summary>
internal sealed partial class AutoScalingApi(StateStore store, Action stimulate, ResourceIds resourceIds) : IAutoScaling
{
    private const int LargestPage = 100;

    /// <summary>The quotas of a new account.</summary>
    public ValueTask<DescribeAccountLimitsResponse> DescribeAccountLimitsAsync(DescribeAccountLimitsRequest request, RequestContext context) =>
        Answer(new DescribeAccountLimitsResponse
        {
            MaxNumberOfAutoScalingGroups = 500,
            MaxNumberOfLaunchConfigurations = 200,
            NumberOfAutoScalingGroups = Read(context).AutoScalingGroups.Count,
            NumberOfLaunchConfigurations = Read(context).LaunchConfigurations.Count,
        });

    /// <summary>With the default network, which exists though nobody made it.</summary>
    private World Read(RequestContext context) => DefaultNetwork.Ensure(store.Read(context.Scope));

    /// <summary>A change that needs no more than to be done.</summary>
    private ValueTask<T> Write<T>(RequestContext context, Func<World, DateTimeOffset, World> change)
        where T : new() => Write(context, (world, now) => (change(world, now), new T()));

    private ValueTask<T> Write<T>(RequestContext context, Func<World, DateTimeOffset, (World, T)> change)
    {
        stimulate();
        return store.UpdateAsync(context.Scope, (world, now) => change(DefaultNetwork.Ensure(world), now));
    }

    private static ValueTask<T> Answer<T>(T response) => ValueTask.FromResult(response);

    private static (ValueList<T> Items, string? NextToken) Page<T>(IReadOnlyDictionary<string, T> items, int? maxRecords, string? nextToken)
        where T : class
    {
        var size = maxRecords is > 0 and <= LargestPage and var wanted ? wanted : LargestPage;
        var page = Paging.Of(items.Keys.Order(StringComparer.Ordinal), nextToken, size, key => items[key], AutoScalingErrors.InvalidNextToken);
        return (page.Items, page.NextToken);
    }
}
