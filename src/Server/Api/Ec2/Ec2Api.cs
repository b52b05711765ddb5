using Workbook.Engine;
using Workbook.Engine.State;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Ec2;
using Workbook.Server.Wire;

namespace Workbook.Server.Api.Ec2;

/// <summary>
/// The EC2 API over the state store, one file for each family of resources: check, update the World, render. The rules
/// themselves are the core's.
/// </summary>
internal sealed partial class Ec2Api(StateStore store, Action stimulate, ResourceIds resourceIds) : IEc2
{
    /// <summary>With the default network, which exists though nobody made it.</summary>
    private World Read(RequestContext context) => DefaultNetwork.Ensure(store.Read(context.Scope));

    /// <summary>A change that needs no more than to be done.</summary>
    private ValueTask<T> Write<T>(RequestContext context, bool? dryRun, Func<World, DateTimeOffset, World> change)
        where T : new() => Write(context, dryRun, (world, now) => (change(world, now), new T()));

    /// <summary>A dry run does all but keep the change.</summary>
    private ValueTask<T> Write<T>(RequestContext context, bool? dryRun, Func<World, DateTimeOffset, (World, T)> change)
    {
        stimulate();
        return store.UpdateAsync(context.Scope, (world, now) =>
        {
            var result = change(DefaultNetwork.Ensure(world), now);
            return dryRun == true ? throw Ec2Refusal.DryRun() : result;
        });
    }

    /// <summary>A change that needs a fresh seed for its ids.</summary>
    private ValueTask<T> Make<T>(RequestContext context, bool? dryRun, Func<World, string, DateTimeOffset, (World, T)> change)
    {
        var seed = resourceIds.NewId();
        return Write(context, dryRun, (world, now) => change(world, seed, now));
    }

    private static ValueTask<T> Answer<T>(bool? dryRun, T response) => dryRun == true ? throw Ec2Refusal.DryRun() : ValueTask.FromResult(response);

    private static ValueTask<T> Answer<T>(T response) => ValueTask.FromResult(response);
}
