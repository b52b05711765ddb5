using System.Globalization;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Tagging;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>Makes a task as it is at its first moment.</summary>
internal static class TaskMaker
{
    private const string LatestPlatform = "1.4.0";
    private const int DefaultFargateStorageGiB = 20;

    public static EcsTask Make(
        World world, string id, string clusterName, TaskDefinitionRevision revision, LaunchOptions options, Instance? instance, DateTimeOffset now)
    {
        var definition = revision.Definition;
        var isFargate = options.LaunchType == LaunchType.Fargate;
        var awsvpc = definition.NetworkMode == NetworkMode.Awsvpc;
        var resources = TaskResources.Of(definition, options.Overrides);
        var group = options.Group ?? $"family:{definition.Family}";
        var subnet = awsvpc ? TaskSubnets.Choose(world, id, options.VpcConfiguration!.Subnets!, world.GroupOf(clusterName, group), instance) : null;
        return new(id, clusterName, revision.Key)
        {
            Family = definition.Family!,
            Group = group,
            StartedBy = options.StartedBy,
            ServiceName = options.ServiceName,
            IsDaemon = options.IsDaemon,
            LaunchType = options.LaunchType,
            CapacityProviderName = options.CapacityProvider,
            PlatformVersion = isFargate ? options.PlatformVersion is null or "LATEST" ? LatestPlatform : options.PlatformVersion : null,
            PlatformFamily = isFargate ? PlatformFamily(definition) : null,
            ContainerInstanceId = instance?.Id,
            Reserved = instance is null ? InstanceResources.None : resources,
            AvailabilityZone = instance?.AvailabilityZone ?? TaskSubnets.ZoneOf(world, subnet),
            Cpu = resources.Cpu.ToString(CultureInfo.InvariantCulture),
            Memory = resources.Memory.ToString(CultureInfo.InvariantCulture),
            EphemeralStorageGiB = isFargate ? (options.Overrides.EphemeralStorage ?? definition.EphemeralStorage)?.SizeInGiB ?? DefaultFargateStorageGiB : null,
            Overrides = options.Overrides,
            Tags = TagsOf(clusterName, revision, options),
            EnableExecuteCommand = options.EnableExecuteCommand,
            VpcConfiguration = options.VpcConfiguration,
            HasHealthCheck = TaskHealth.IsChecked(definition),
            Network = awsvpc ? new(DerivedId.Uuid(id, "eni"), subnet!, "PRECREATED") : null,
            LastStatus = awsvpc ? EcsTaskStatus.Provisioning : EcsTaskStatus.Pending,
            Containers = definition.ContainerDefinitions!
                .Select(container => new EcsContainer(container.Name!, DerivedId.Uuid(id, container.Name!), container.Image!))
                .ToValueList(),
            CreatedAt = now,
        };
    }

    private static ValueList<Tag> TagsOf(string clusterName, TaskDefinitionRevision revision, LaunchOptions options)
    {
        var tags = options.PropagateTags == PropagateTags.TaskDefinition ? revision.Tags : [];
        tags = TagRules.Merge(tags, TagRules.Check(options.Tags));
        if (!options.ManagedTags) return tags;
        tags = TagRules.Merge(tags, [new() { Key = "aws:ecs:clusterName", Value = clusterName }]);
        return options.ServiceName is { } service ? TagRules.Merge(tags, [new() { Key = "aws:ecs:serviceName", Value = service }]) : tags;
    }

    private static string PlatformFamily(TaskDefinition definition) => definition.RuntimePlatform?.OperatingSystemFamily switch
    {
        null or OSFamily.Linux => "Linux",
        var windows => windows,
    };
}
