using System.Text.Json;
using Workbook.Engine;
using Workbook.Orchestration;
using Workbook.Server.Wire;

namespace Workbook.Server.Admin;

/// <summary>
/// Something to go wrong: the body of <c>POST faults</c> names it in <c>fault</c>, and what it is about in other members.
/// Every fault is carried out through the engine, which notes it with a reason.
/// </summary>
internal abstract record Fault
{
    private const string DefaultRegion = "us-east-1";

    /// <exception cref="AdminError">400: the body is not one of the faults.</exception>
    public static Fault Read(JsonElement body) => Text(body, "fault") switch
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

    protected static string Text(JsonElement body, string name) => OptionalText(body, name) ?? throw new AdminError(400, $"{name} is missing.");

    protected static string? OptionalText(JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : throw new AdminError(400, $"{name} must be a text that is not empty.");
    }

    /// <param name="type">Such as <c>task</c>.</param>
    protected static Arn ArnOf(JsonElement body, string name, string type) =>
        Arn.TryParse(Text(body, name), out var arn) && arn.Type == type ? arn : throw new AdminError(400, $"{name} must be the ARN of a {type.Replace('-', ' ')}.");

    /// <summary>The optional members <c>account</c> and <c>region</c>.</summary>
    protected static AccountRegion ScopeOf(JsonElement body)
    {
        var account = OptionalText(body, "account") ?? CredentialScope.DefaultAccount;
        return account.Length == 12 && account.All(char.IsAsciiDigit)
            ? new(account, OptionalText(body, "region") ?? DefaultRegion)
            : throw new AdminError(400, "account must have twelve digits.");
    }
}
