using Workbook.Orchestration.Services;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.TaskSets;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tagging;

/// <summary>TagResource, UntagResource and ListTagsForResource: tags of whatever an ARN names.</summary>
public static class ResourceTags
{
    public static ValueList<Tag> Of(World world, string? resourceArn) => Find(world, resourceArn).Tags;

    public static World Tag(World world, TagResourceRequest request)
    {
        var resource = Find(world, request.ResourceArn);
        return resource.Put(TagRules.Merge(resource.Tags, TagRules.Check(request.Tags)));
    }

    public static World Untag(World world, UntagResourceRequest request)
    {
        var resource = Find(world, request.ResourceArn);
        foreach (var key in request.TagKeys ?? []) TagRules.CheckKey(key);
        return resource.Put(TagRules.Without(resource.Tags, request.TagKeys ?? []));
    }

    private static Tagged Find(World world, string? text)
    {
        if (!Arn.TryParse(text, out var arn) || arn.Scope != world.Scope)
            throw EcsErrors.InvalidParameter($"Invalid resource ARN: '{text}'. Specify a valid ARN and try again.");
        switch (arn.Type)
        {
            case "cluster":
                return world.Clusters.TryGetValue(arn.Path, out var cluster) && cluster.IsActive
                    ? new(cluster.Tags, tags => world.Put(cluster with { Tags = tags }))
                    : throw EcsErrors.ClusterNotFound("Cluster not found.");
            case "task":
                return world.Tasks.TryGetValue(arn.Id, out var task) && (arn.ClusterName is null || arn.ClusterName == task.ClusterName)
                    ? new(task.Tags, tags => world.Put(task with { Tags = tags }))
                    : throw NotFound("task");
            case "task-definition":
                return TaskDefinitionRegistry.Find(world, text) is { } revision
                    ? new(revision.Tags, tags => world.Put(revision with { Tags = tags }))
                    : throw NotFound("task definition");
            case "container-instance":
                return world.ContainerInstances.TryGetValue(arn.Id, out var instance)
                    ? new(instance.Tags, tags => world.Put(instance with { Tags = tags }))
                    : throw NotFound("container instance");
            case "capacity-provider":
                return world.Providers.TryGetValue(arn.Path, out var provider) && provider.IsActive
                    ? new(provider.Tags, tags => world.Put(provider with { Tags = tags }))
                    : throw NotFound("capacity provider");
            case "service":
                return arn.ClusterName is { } clusterName && ServiceIdentifiers.Find(world, clusterName, text) is { IsActive: true } service
                    ? new(service.Tags, tags => world.Put(service with { Tags = tags }))
                    : throw NotFound("service");
            case "task-set":
                var owner = world.Services.Values.FirstOrDefault(each => each.IsActive && TaskSetIdentifiers.Find(world, each, text) is not null) ?? throw NotFound("task set");
                var taskSet = TaskSetIdentifiers.Find(world, owner, text)!;
                return new(taskSet.Tags, tags => world.Put(owner.With(taskSet with { Tags = tags })));
            default:
                throw EcsErrors.InvalidParameter($"Invalid resource ARN: '{text}'. Resources of type {arn.Type} cannot be tagged.");
        }
    }

    private static ApiException NotFound(string what) => EcsErrors.InvalidParameter($"The specified {what} is not found. Specify a valid resource ARN and try again.");

    private sealed record Tagged(ValueList<Tag> Tags, Func<ValueList<Tag>, World> Put);
}
