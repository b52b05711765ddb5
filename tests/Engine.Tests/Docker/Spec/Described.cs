using System.Net;
using Docker.DotNet.Models;
using Workbook.Engine.Control;
using Workbook.Engine.Runtimes;
using Workbook.Engine.Runtimes.Docker.Spec;
using Workbook.Engine.Tests.Life;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Engine.Tests.Time;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker.Spec;

/// <summary>Containers of tasks that nobody runs, as a runtime is told of them.</summary>
internal static class Described
{
    public const string TaskId = "0123456789abcdef0123456789abcdef";

    /// <summary>Of the network interface, where the task has one.</summary>
    public const string Address = "172.20.255.254";

    public const string Bridge = "workbook-bridge";

    public static readonly EngineIdentity Identity = new("0123456789ab", null);

    private static readonly Ports Ports = new(IPAddress.Loopback);

    public static RuntimeTask Task(RegisterTaskDefinitionRequest definition, TaskOverride? overrides = null)
    {
        var now = FakeMachine.Start;
        var world = ClusterRules.Create(new World(TestEngine.Scope), new()).World;
        (world, var revision) = TaskDefinitionRegistry.Register(world, definition, "me", now);
        var onFargate = definition.RequiresCompatibilities?.Contains(Compatibility.Fargate) == true;
        if (!onFargate) (world, _) = InstanceRules.Register(world, Stage.Machine, new string('1', 32), "i-0123456789abcdef0", now);
        (world, var tasks, var failures) = RunTask.Apply(world, new()
        {
            TaskDefinition = revision.Definition.TaskDefinitionArn,
            LaunchType = onFargate ? LaunchType.Fargate : LaunchType.Ec2,
            NetworkConfiguration = definition.NetworkMode == NetworkMode.Awsvpc ? Stage.Network : null,
            Overrides = overrides,
        }, [TaskId], now);
        failures.Should().BeEmpty();
        var task = Executor.TaskOf(world, tasks.Single().Id);
        return task.Task.Network is { } network ? task with { Task = task.Task with { Network = network with { PrivateIpv4Address = Address } } } : task;
    }

    public static RuntimeContainer Container(RegisterTaskDefinitionRequest definition, string name = "app", TaskOverride? overrides = null)
    {
        var task = Task(definition, overrides);
        return new(task, task.Task.Container(name), Overrides.Of(task.Definition, task.Task.Overrides, name));
    }

    /// <summary>What Docker is asked to create.</summary>
    /// <param name="cgroup">The control group of the task, where it has one.</param>
    public static CreateContainerParameters Of(RuntimeContainer container, string? cgroup = null) =>
        ContainerSpec.Of(container, new(Identity, container.Image, Ports, ["A=1"], Bridge, PauseSpec.IsNeeded(container.Task.Definition) ? "pause" : null, cgroup));

    public static CreateContainerParameters Of(RegisterTaskDefinitionRequest definition) => Of(Container(definition));

    /// <summary>A definition for a container instance, of one container.</summary>
    public static RegisterTaskDefinitionRequest Bridged(ContainerDefinition container) => Stage.OnMachine(NetworkMode.Bridge, container);

    public static ContainerDefinition Other => Stage.Container("other", "redis");

    public static ContainerDefinition App => Stage.Container("app", "nginx");
}
