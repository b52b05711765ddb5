using Workbook.Engine;
using Workbook.Engine.State;
using Workbook.Orchestration;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Ecs;
using Workbook.Server.Sessions;
using Workbook.Server.Wire;

namespace Workbook.Server.Api.Ecs;

/// <summary>
/// The ECS API over the state store, one file for each family of resources: check, update the World, render. The rules
/// themselves are the core's.
/// </summary>
internal sealed partial class EcsApi(StateStore store, Action stimulate, ResourceIds resourceIds, SessionRegistry sessions) : IEcs
{
    /// <summary>RegisterTaskDefinition has rules of its own, with better words than the model's.</summary>
    public bool ChecksItself(string operation, string path) => operation == "RegisterTaskDefinition";

    private World Read(RequestContext context) => store.Read(context.Scope);

    private ValueTask<T> Write<T>(RequestContext context, Func<World, DateTimeOffset, (World, T)> change)
    {
        stimulate();
        return store.UpdateAsync(context.Scope, change);
    }

    private static string CallerOf(RequestContext context) => $"arn:aws:iam::{context.Scope.Account}:root";

    private static ValueTask<T> Answer<T>(T response) => ValueTask.FromResult(response);
}
