using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskSets;

/// <summary>How requests name task sets: by id or ARN, within a service that has an EXTERNAL deployment controller.</summary>
public static class TaskSetIdentifiers
{
    /// <summary>The service whose task sets a request is about.</summary>
    /// <exception cref="Shapes.ApiException">There is none of that name, it is not ACTIVE, or ECS or CodeDeploy manages its tasks.</exception>
    public static EcsService ServiceOf(World world, string? cluster, string? service)
    {
        var found = ServiceIdentifiers.Active(world, ClusterRules.Active(world, cluster).Name, service);
        return found.Controller == DeploymentControllerType.External
            ? found
            : throw EcsErrors.InvalidParameter("Amazon ECS only supports task set management on services configured to use external deployment controllers.");
    }

    /// <summary>The task set, or null when the service has none of that id or ARN.</summary>
    public static EcsTaskSet? Find(World world, EcsService service, string? identifier) =>
        service.TaskSets.FirstOrDefault(each => each.Id == identifier || ArnOf(world, service, each.Id) == identifier);

    /// <summary>The task set that a request is to change.</summary>
    /// <exception cref="Shapes.ApiException">There is none of that id or ARN.</exception>
    public static EcsTaskSet Existing(World world, EcsService service, string? identifier)
    {
        if (string.IsNullOrEmpty(identifier)) throw EcsErrors.InvalidParameter("TaskSet can not be blank.");
        return Find(world, service, identifier) ?? throw EcsErrors.TaskSetNotFound("The specified task set was not found. Specify a valid task set and try again.");
    }

    public static string ArnOf(World world, EcsService service, string id) => Arn.TaskSet(world.Scope, service.ClusterName, service.Name, id).ToString();
}
