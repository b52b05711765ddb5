using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.State;

/// <summary>When the last thing happened that a World remembers: time must not be earlier after a restart.</summary>
internal static class NewestTime
{
    public static DateTimeOffset? Of(World world)
    {
        var times = world.Tasks.Values.Select(task => task.StoppedAt ?? task.StoppingAt ?? task.StartedAt ?? task.CreatedAt)
            .Concat(world.TaskDefinitions.Values.Select(each => each.Definition.DeleteRequestedAt ?? each.Definition.DeregisteredAt ?? each.Definition.RegisteredAt!.Value))
            .Concat(world.ContainerInstances.Values.Select(instance => instance.RegisteredAt))
            .Concat(world.Services.Values.Select(service => service.RetiredAt ?? service.Events.Select(each => each.CreatedAt).FirstOrDefault() ?? service.CreatedAt))
            .Concat(world.ServiceDeployments.Values.Select(deployment => deployment.UpdatedAt))
            .Concat(world.Ec2<Ec2Instance>(EntityKind.Ec2Instance).Select(machine => machine.StatusSince))
            .Concat(world.AutoScalingGroups.Values.Select(group => group.DesiredSince))
            .Concat(world.EcrRepositories.Values.Select(repository => repository.LifecycleEvaluatedAt ?? repository.CreatedAt))
            .Concat(world.EcrImages.Values.Select(image => image.LastPulledAt ?? image.PushedAt))
            .Concat(world.EcrScans.Values.Select(scan => scan.CompletedAt ?? scan.StartedAt))
            .Concat(world.ClientTokens.Values.Select(token => token.UsedAt))
            .ToList();
        return times.Count == 0 ? null : times.Max();
    }
}
