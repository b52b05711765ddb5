using System.Text.Json;
using Workbook.Engine;
using Workbook.Orchestration;
using Workbook.Orchestration.Planning;

namespace Workbook.Server.Admin;

/// <summary>
/// <c>{"fault":"stopAgent","containerInstance":ARN}</c>, and <c>startAgent</c> to undo it: the agent of a container instance
/// is disconnected. What runs there runs on, and nothing new is placed there.
/// </summary>
internal sealed record AgentFault(Arn ContainerInstance, bool IsConnected) : Fault
{
    public const string Stop = "stopAgent";
    public const string Start = "startAgent";

    public static AgentFault Of(JsonElement body) => new(AdminJson.ArnOf(body, "containerInstance", "container-instance"), AdminJson.Text(body, "fault") == Start);

    public override async ValueTask InjectAsync(EcsEngine engine) => await engine.Store.UpdateAsync(ContainerInstance.Scope, (world, now) =>
    {
        var instance = InstanceFault.Registered(world, ContainerInstance);
        var reason = IsConnected ? "The fault startAgent was injected." : "The fault stopAgent was injected.";
        return (Reducer.Apply(world, new NoteAgent(instance.Id, IsConnected, reason), now), instance.Id);
    });
}
