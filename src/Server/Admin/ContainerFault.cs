using System.Text.Json;
using Workbook.Engine;
using Workbook.Engine.Runtimes;
using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;

namespace Workbook.Server.Admin;

/// <summary>
/// <c>{"fault":"kill","task":ARN,"container":"app","exitCode":137}</c> or <c>{"fault":"outOfMemory","task":ARN,"container":"app"}</c>:
/// the container's process ends.
/// </summary>
internal sealed record ContainerFault(Arn Task, string Container, int ExitCode, string? Reason) : Fault
{
    public const string Kill = "kill";
    public const string OutOfMemory = "outOfMemory";

    public static ContainerFault Of(JsonElement body)
    {
        var isOutOfMemory = AdminJson.Text(body, "fault") == OutOfMemory;
        var exitCode = ExitCodeOf(body);
        return new(AdminJson.ArnOf(body, "task", "task"), AdminJson.Text(body, "container"), isOutOfMemory ? ExitCodes.Killed : exitCode, isOutOfMemory ? StopReasons.OutOfMemory : null);
    }

    public override ValueTask InjectAsync(EcsEngine engine) => engine.Runtime.Kill(Task.Scope, Task.Id, Container, ExitCode, Reason)
        ? ValueTask.CompletedTask
        : throw new AdminError(404, $"No container {Container} of {Task} is running.");

    private static int ExitCodeOf(JsonElement body)
    {
        if (!body.TryGetProperty("exitCode", out var code)) return ExitCodes.Killed;
        return code.ValueKind == JsonValueKind.Number && code.TryGetByte(out var value) ? value : throw new AdminError(400, "exitCode must be a number from 0 to 255.");
    }
}
