using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>Makes a service's task out of the decision to start it.</summary>
internal static class ServiceTaskMaker
{
    public static World Apply(World world, EcsService service, StartServiceTask start, DateTimeOffset now)
    {
        var (spec, counted) = Owner(world, service, start.OwnerId);
        var instance = start.InstanceId is { } id ? world.ContainerInstances[id] : null;
        var task = TaskMaker.Make(
            world, start.TaskId, service.ClusterName, world.TaskDefinitions[spec.DefinitionKey],
            OptionsOf(service, spec, start), instance, now);
        task = ImageResolution.Pin(world, task);
        if (start.LaunchType == LaunchType.Ec2 && instance is null)
            task = WaitingTasks.Park(task, new(service.ConstraintsWith(world.TaskDefinitions[spec.DefinitionKey].Definition), service.PlacementStrategy));
        return Reducer.Put(ServiceReducer.Put(world, counted), task, now);
    }

    private static (LaunchSpec Spec, EcsService Counted) Owner(World world, EcsService service, string ownerId)
    {
        if (service.Deployments.FirstOrDefault(each => each.Id == ownerId) is { } deployment)
            return (world.ServiceRevisions[deployment.RevisionId].Spec, service.With(deployment with { TasksStarted = deployment.TasksStarted + 1 }));
        var taskSet = service.TaskSets.First(each => each.Id == ownerId);
        return (taskSet.Spec, service.With(taskSet with { TasksStarted = taskSet.TasksStarted + 1 }));
    }

    private static LaunchOptions OptionsOf(EcsService service, LaunchSpec spec, StartServiceTask start) => new(start.LaunchType)
    {
        CapacityProvider = start.CapacityProvider,
        PlatformVersion = spec.PlatformVersion,
        Group = service.Group,
        StartedBy = start.OwnerId,
        ServiceName = service.Name,
        IsDaemon = service.IsDaemon,
        VpcConfiguration = spec.NetworkConfiguration?.AwsvpcConfiguration,
        Tags = service.PropagateTags == PropagateTags.Service ? service.Tags : null,
        PropagateTags = service.PropagateTags == PropagateTags.TaskDefinition ? PropagateTags.TaskDefinition : null,
        ManagedTags = service.EnableEcsManagedTags,
        EnableExecuteCommand = service.EnableExecuteCommand,
    };
}
