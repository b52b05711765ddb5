using Workbook.Engine.State;
using Workbook.Orchestration;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Ec2;
using Workbook.Server.Wire;

namespace Workbook.Server.Api.Ec2;

/// <summary>
/// The EC2 API over the state store, one file for each family of resources: check, update the World, render. The rules
/// themselves are the core's.
/// </summary>
internal sealed partial class Ec2Api(StateStore store, Action stimulate) : IEc2
{
    private World Read(RequestContext context) => store.Read(context.Scope);

    private ValueTask<T> Write<T>(RequestContext context, Func<World, DateTimeOffset, (World, T)> change)
    {
        stimulate();
        return store.UpdateAsync(context.Scope, change);
    }

    private static ValueTask<T> Answer<T>(T response) => ValueTask.FromResult(response);
}
