using Workbook.Shapes;

namespace Workbook.Orchestration.Capacity;

/// <summary>What every agent announces, so that task definitions with ordinary needs can be placed.</summary>
internal static class AgentCapabilities
{
    public static readonly string[] Names =
    [
        "com.amazonaws.ecs.capability.docker-remote-api.1.17",
        "com.amazonaws.ecs.capability.docker-remote-api.1.18",
        "com.amazonaws.ecs.capability.docker-remote-api.1.19",
        "com.amazonaws.ecs.capability.docker-remote-api.1.20",
        "com.amazonaws.ecs.capability.docker-remote-api.1.21",
        "com.amazonaws.ecs.capability.docker-remote-api.1.22",
        "com.amazonaws.ecs.capability.docker-remote-api.1.23",
        "com.amazonaws.ecs.capability.docker-remote-api.1.24",
        "com.amazonaws.ecs.capability.docker-remote-api.1.25",
        "com.amazonaws.ecs.capability.docker-remote-api.1.29",
        "com.amazonaws.ecs.capability.ecr-auth",
        "com.amazonaws.ecs.capability.logging-driver.awsfirelens",
        "com.amazonaws.ecs.capability.logging-driver.awslogs",
        "com.amazonaws.ecs.capability.logging-driver.json-file",
        "com.amazonaws.ecs.capability.logging-driver.none",
        "com.amazonaws.ecs.capability.privileged-container",
        "com.amazonaws.ecs.capability.task-iam-role",
        "com.amazonaws.ecs.capability.task-iam-role-network-host",
        "ecs.capability.container-health-check",
        "ecs.capability.container-ordering",
        "ecs.capability.docker-plugin.local",
        "ecs.capability.env-files.s3",
        "ecs.capability.execution-role-awslogs",
        "ecs.capability.execution-role-ecr-pull",
        "ecs.capability.extensible-ephemeral-storage",
        "ecs.capability.firelens.fluentbit",
        "ecs.capability.firelens.fluentd",
        "ecs.capability.firelens.options.config.file",
        "ecs.capability.firelens.options.config.s3",
        "ecs.capability.full-sync",
        "ecs.capability.pid-ipc-namespace-sharing",
        "ecs.capability.private-registry-authentication.secretsmanager",
        "ecs.capability.secrets.asm.environment-variables",
        "ecs.capability.secrets.ssm.environment-variables",
        "ecs.capability.task-cpu-mem-limit",
        "ecs.capability.task-eni",
    ];

    /// <summary>The capabilities and what ECS knows of the machine, over which an agent's own attributes go.</summary>
    public static ValueList<Shapes.Ecs.Attribute> With(ValueList<Shapes.Ecs.Attribute> own, AccountRegion scope, InstanceIdentity identity) =>
        Names.Select(name => new Shapes.Ecs.Attribute { Name = name })
            .Append(new() { Name = "ecs.availability-zone", Value = identity.AvailabilityZone ?? scope.Region + "a" })
            .Append(new() { Name = "ecs.cpu-architecture", Value = identity.Architecture ?? "x86_64" })
            .Append(new() { Name = "ecs.instance-type", Value = identity.InstanceType ?? "t3.medium" })
            .Append(new() { Name = "ecs.os-type", Value = "linux" })
            .Where(standard => own.All(attribute => attribute.Name != standard.Name))
            .Concat(own)
            .ToValueList();
}
