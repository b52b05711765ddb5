using System.Text.Json;
using Workbook.Engine;
using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;

namespace Workbook.Server.Admin;

/// <summary>
/// A fault to be injected into a running container: <c>{"fault":"kill","task":ARN,"container":"app","exitCode":137}</c>,
/// <c>{"fault":"outOfMemory",…}</c> or <c>{"fault":"health","status":"UNHEALTHY",…}</c>.
/// </summary>
internal sealed record FaultRequest(string Fault, Arn Task, string Container, int ExitCode, ContainerHealth Health)
{
    private const int Killed = 137;

    public static FaultRequest Read(JsonElement body)
    {
        var fault = Text(body, "fault");
        if (fault is not ("kill" or "outOfMemory" or "health")) throw new AdminError(400, "fault must be kill, outOfMemory or health.");
        if (!Arn.TryParse(Text(body, "task"), out var task) || task.Type != "task") throw new AdminError(400, "task must be the ARN of a task.");
        var exitCode = body.TryGetProperty("exitCode", out var code) ? code.ValueKind == JsonValueKind.Number && code.TryGetByte(out var value) ? value : throw new AdminError(400, "exitCode must be a number from 0 to 255.") : Killed;
        var health = body.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.String ? status.GetString() : "UNHEALTHY";
        return new(fault, task, Text(body, "container"), exitCode, health switch
        {
            "HEALTHY" => ContainerHealth.Healthy,
            "UNHEALTHY" => ContainerHealth.Unhealthy,
            _ => throw new AdminError(400, "status must be HEALTHY or UNHEALTHY."),
        });
    }

    public void Inject(EcsEngine engine)
    {
        var done = Fault switch
        {
            "kill" => engine.Simulation.Kill(Task.Scope, Task.Id, Container, ExitCode, null),
            "outOfMemory" => engine.Simulation.Kill(Task.Scope, Task.Id, Container, Killed, StopReasons.OutOfMemory),
            _ => engine.Simulation.SetHealth(Task.Scope, Task.Id, Container, Health),
        };
        if (!done) throw new AdminError(404, $"No container {Container} of {Task} is running.");
    }

    private static string Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw new AdminError(400, $"{name} is missing.");
}
