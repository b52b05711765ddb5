using System.Text.Json;
using Workbook.Engine;
using Workbook.Engine.Runtimes.Simulated;
using Workbook.Orchestration;

namespace Workbook.Server.Admin;

/// <summary>
/// <c>{"fault":"answer","task":ARN,"container":"app","how":"error","status":503}</c>: a simulated server answers as it should not. <c>how</c> is
/// <c>error</c>, <c>slowly</c> (with <c>seconds</c>), <c>never</c>, <c>garbled</c>, <c>broken</c> (off in the middle), <c>refused</c>, or <c>normally</c>
/// as it did before.
/// </summary>
internal sealed record AnswerFault(Arn Task, string Container, Conduct Conduct) : Fault
{
    public const string Name = "answer";
    private const int DefaultStatus = 500, DefaultSeconds = 10;

    public static AnswerFault Of(JsonElement body) => new(AdminJson.ArnOf(body, "task", "task"), AdminJson.Text(body, "container"), AdminJson.Text(body, "how") switch
    {
        "normally" => Conduct.Normal,
        "error" => new() { Status = Number(body, "status", 200, 599, DefaultStatus) },
        "slowly" => new() { Delay = TimeSpan.FromSeconds(Number(body, "seconds", 1, 3600, DefaultSeconds)) },
        "never" => new() { Hangs = true },
        "garbled" => new() { Garbles = true },
        "broken" => new() { Breaks = true },
        "refused" => new() { Refuses = true },
        _ => throw new AdminError(400, "how must be normally, error, slowly, never, garbled, broken or refused."),
    });

    public override ValueTask InjectAsync(EcsEngine engine)
    {
        if (engine.SimulatedContainers?.Find(Task.Scope, Task.Id, Container) is not { } container) throw new AdminError(404, $"No simulated container {Container} of {Task} is running.");
        container.Conduct = Conduct;
        return ValueTask.CompletedTask;
    }

    private static int Number(JsonElement body, string name, int from, int to, int otherwise)
    {
        if (!body.TryGetProperty(name, out var given)) return otherwise;
        return given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out var number) && number >= from && number <= to
            ? number
            : throw new AdminError(400, $"{name} must be a number from {from} to {to}.");
    }
}
