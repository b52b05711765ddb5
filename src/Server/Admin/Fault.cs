using System.Text.Json;
using Workbook.Engine;

namespace Workbook.Server.Admin;

/// <summary>
/// Something to go wrong: the body of <c>POST faults</c> names it in <c>fault</c>, and what it is about in other members.
/// Every fault is carried out through the engine, which notes it with a reason.
/// </summary>
internal abstract record Fault
{
    /// <exception cref="AdminError">400: the body is not one of the faults.</exception>
    public static Fault Read(JsonElement body) => AdminJson.Text(body, "fault") switch
    {
        ContainerFault.Kill or ContainerFault.OutOfMemory => ContainerFault.Of(body),
        HealthFault.Name => HealthFault.Of(body),
        AgentFault.Stop or AgentFault.Start => AgentFault.Of(body),
        InstanceFault.Name => InstanceFault.Of(body),
        SpotFault.Name => SpotFault.Of(body),
        AlarmFault.Name => AlarmFault.Of(body),
        AnswerFault.Name => AnswerFault.Of(body),
        _ => throw new AdminError(400, $"fault must be {ContainerFault.Kill}, {ContainerFault.OutOfMemory}, {HealthFault.Name}, {AgentFault.Stop}, {AgentFault.Start}, {InstanceFault.Name}, {SpotFault.Name}, {AlarmFault.Name} or {AnswerFault.Name}."),
    };

    /// <exception cref="AdminError">404: what the fault is about does not exist, or not in a state in which it can happen.</exception>
    public abstract ValueTask InjectAsync(EcsEngine engine);
}
