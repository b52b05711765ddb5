using System.Text.Json;
using Workbook.Engine;
using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;

namespace Workbook.Server.Admin;

/// <summary><c>{"fault":"health","task":ARN,"container":"app","status":"UNHEALTHY"}</c>: the container's health check says something else.</summary>
internal sealed record HealthFault(Arn Task, string Container, ContainerHealth Health) : Fault
{
    public const string Name = "health";

    public static HealthFault Of(JsonElement body) => new(AdminJson.ArnOf(body, "task", "task"), AdminJson.Text(body, "container"), AdminJson.OptionalText(body, "status") switch
    {
        "HEALTHY" => ContainerHealth.Healthy,
        "UNHEALTHY" or null => ContainerHealth.Unhealthy,
        _ => throw new AdminError(400, "status must be HEALTHY or UNHEALTHY."),
    });

    public override ValueTask InjectAsync(EcsEngine engine) => engine.Runtime.SetHealth(Task.Scope, Task.Id, Container, Health)
        ? ValueTask.CompletedTask
        : throw new AdminError(404, $"No container {Container} of {Task} is running.");
}
