using Workbook.Engine.State;
using Workbook.Orchestration;
using Workbook.Orchestration.Worlds;
using Workbook.Server.AutoScaling;
using Workbook.Server.Wire;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Server.Api.AutoScaling;

/// <summary>
/// The EC2 Auto Scaling API over the state store, one file for each family of resources: check, update the World, render.
/// The rules themselves are the core's.
/// </summary>
internal sealed partial class AutoScalingApi(StateStore store, Action stimulate) : IAutoScaling
{
    /// <summary>The quotas of a new account.</summary>
    public ValueTask<DescribeAccountLimitsResponse> DescribeAccountLimitsAsync(DescribeAccountLimitsRequest request, RequestContext context) =>
        Answer(new DescribeAccountLimitsResponse
        {
            MaxNumberOfAutoScalingGroups = 500,
            MaxNumberOfLaunchConfigurations = 200,
            NumberOfAutoScalingGroups = 0,
            NumberOfLaunchConfigurations = 0,
        });

    private World Read(RequestContext context) => store.Read(context.Scope);

    private ValueTask<T> Write<T>(RequestContext context, Func<World, DateTimeOffset, (World, T)> change)
    {
        stimulate();
        return store.UpdateAsync(context.Scope, change);
    }

    private static ValueTask<T> Answer<T>(T response) => ValueTask.FromResult(response);
}
