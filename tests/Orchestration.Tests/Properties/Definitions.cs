using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Properties;

/// <summary>Task definitions that between them use every rule of a task's life.</summary>
internal static class Definitions
{
    private static readonly HealthCheck Check = new() { Command = ["CMD-SHELL", "true"] };

    public static IReadOnlyList<RegisterTaskDefinitionRequest> All { get; } =
    [
        Requests.Fargate() with { Family = "plain" },
        Requests.Fargate(Requests.App, Requests.Sidecar with { StopTimeout = 5 }) with { Family = "sidecar" },
        Requests.Ec2(Requests.App with { PortMappings = [new() { ContainerPort = 80, HostPort = 80 }] }) with { Family = "port" },
        Requests.Ec2(
            Requests.App with { DependsOn = [new() { ContainerName = "db", Condition = "HEALTHY" }, new() { ContainerName = "migrate", Condition = "SUCCESS" }] },
            Requests.App with { Name = "db", HealthCheck = Check, StartTimeout = 30 },
            Requests.Sidecar with { Name = "migrate", StartTimeout = 60, DependsOn = [new() { ContainerName = "db", Condition = "START" }] }) with { Family = "ordered" },
        Requests.Ec2(
            Requests.App with { RestartPolicy = new() { Enabled = true, RestartAttemptPeriod = 60, IgnoredExitCodes = [0] } },
            Requests.Sidecar with { RestartPolicy = new() { Enabled = true, RestartAttemptPeriod = 60 }, DependsOn = [new() { ContainerName = "app", Condition = "START" }] }) with { Family = "restarts" },
        Requests.Fargate(
            Requests.App with { DependsOn = [new() { ContainerName = "init", Condition = "COMPLETE" }] },
            Requests.Sidecar with { Name = "init", StartTimeout = 20 }) with { Family = "init" },
    ];
}
