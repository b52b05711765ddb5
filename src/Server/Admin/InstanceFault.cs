using System.Text.Json;
using Workbook.Engine;
using Workbook.Orchestration;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Admin;

/// <summary><c>{"fault":"loseInstance","containerInstance":ARN}</c>: the machine is gone from one moment to the next, and its tasks with it.</summary>
internal sealed record InstanceFault(Arn ContainerInstance) : Fault
{
    public const string Name = "loseInstance";

    public static InstanceFault Of(JsonElement body) => new(AdminJson.ArnOf(body, "containerInstance", "container-instance"));

    public override async ValueTask InjectAsync(EcsEngine engine) => await engine.Store.UpdateAsync(ContainerInstance.Scope, (world, now) =>
    {
        var instance = Registered(world, ContainerInstance);
        var lost = new LoseInstance(instance.Id, TaskStopCode.TerminationNotice, InstanceLoss.Terminated(instance.Ec2InstanceId), "The fault loseInstance was injected.");
        world = Reducer.Apply(world, lost, now);
        // Where it is one of EC2's machines, that is gone too, and its Auto Scaling group replaces it.
        return (instance.Ec2InstanceId is { } machine ? InstanceCommands.LoseInstance(world, machine, now) : world, instance.Id);
    });

    /// <exception cref="AdminError">404: there is none.</exception>
    public static Instance Registered(World world, Arn arn) =>
        world.ContainerInstances.GetValueOrDefault(arn.Id) is { IsRegistered: true } instance && (arn.ClusterName is null || arn.ClusterName == instance.ClusterName)
            ? instance
            : throw new AdminError(404, $"No container instance {arn} is registered.");
}
