using Workbook.Engine.Runtimes;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Metadata;

/// <summary>A task as it is at the moment when one of its containers asks.</summary>
internal sealed record AgentTask(World World, EcsTask Task, TaskDefinition Definition)
{
    public bool IsFargate => Task.LaunchType == LaunchType.Fargate;

    public string Arn => Orchestration.Arn.Task(World.Scope, Task.ClusterName, Task.Id).ToString();

    /// <summary>Fargate knows the cluster by its ARN, an agent by the name that it was configured with.</summary>
    public string Cluster => IsFargate ? Orchestration.Arn.Cluster(World.Scope, Task.ClusterName).ToString() : Task.ClusterName;

    /// <summary>The task definition leaves it out for bridge.</summary>
    public string NetworkMode => Definition.NetworkMode ?? Shapes.Ecs.NetworkMode.Bridge;

    /// <summary>The ARN of the task's role, also where only its name was given; null when it has none.</summary>
    public string? RoleArn => RoleOf(World.Scope, Task, Definition);

    public static string? RoleOf(AccountRegion scope, EcsTask task, TaskDefinition definition)
    {
        var role = task.Overrides.TaskRoleArn is { Length: > 0 } over ? over : definition.TaskRoleArn;
        if (string.IsNullOrEmpty(role)) return null;
        return role.StartsWith("arn:", StringComparison.Ordinal) ? role : $"arn:aws:iam::{scope.Account}:role/{role}";
    }
}

/// <summary>A container as it is at the moment when it asks.</summary>
/// <param name="Usage">What it was last seen to use.</param>
internal sealed record AgentContainer(AgentTask Task, EcsContainer State, UsageHistory Usage)
{
    /// <summary>The container definition with the task's overrides in it.</summary>
    public ContainerDefinition Definition => Overrides.Of(Task.Definition, Task.Task.Overrides, State.Name);

    /// <summary>Empty until it has been started.</summary>
    public string RuntimeId => State.RuntimeId ?? "";

    /// <summary>Its name in Docker; on Fargate a container is called by its own name.</summary>
    public string RuntimeName => Task.IsFargate ? State.Name
        : ContainerNames.Of(new(new RuntimeTask(Task.World.Scope, Task.Task, Task.Definition, null), State, Definition));
}
