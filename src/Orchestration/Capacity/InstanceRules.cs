using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Tagging;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>RegisterContainerInstance and how requests name instances.</summary>
public static class InstanceRules
{
    /// <summary>What every agent announces, so that task definitions with ordinary needs can be placed.</summary>
    private static readonly string[] AgentCapabilities =
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
        "ecs.capability.full-sync",
        "ecs.capability.pid-ipc-namespace-sharing",
        "ecs.capability.private-registry-authentication.secretsmanager",
        "ecs.capability.secrets.asm.environment-variables",
        "ecs.capability.secrets.ssm.environment-variables",
        "ecs.capability.task-cpu-mem-limit",
        "ecs.capability.task-eni",
    ];

    /// <summary>Adds a machine to a cluster. Total resources are CPU in units, MEMORY in MiB, PORTS and PORTS_UDP already in use.</summary>
    public static (World World, Instance Instance) Register(World world, RegisterContainerInstanceRequest request, string id, string ec2InstanceId, DateTimeOffset now)
    {
        var cluster = ClusterRules.Active(world, request.Cluster);
        var total = request.TotalResources ?? [];
        var resources = new InstanceResources(
            Whole(total, "CPU") ?? throw EcsErrors.InvalidParameter("Total resources must name CPU."),
            Whole(total, "MEMORY") ?? throw EcsErrors.InvalidParameter("Total resources must name MEMORY."),
            Whole(total, "GPU") ?? 0,
            Ports(total, "PORTS"),
            Ports(total, "PORTS_UDP"));
        var own = request.Attributes ?? [];
        var instance = new Instance(id, cluster.Name)
        {
            Ec2InstanceId = ec2InstanceId,
            Registered = resources,
            Remaining = resources,
            Attributes = Standard(world.Scope).Where(standard => own.All(attribute => attribute.Name != standard.Name)).Concat(own).ToValueList(),
            VersionInfo = request.VersionInfo,
            Tags = TagRules.Check(request.Tags),
            RegisteredAt = now,
        };
        return (world.Put(instance), instance);
    }

    /// <summary>The instance that an id or ARN names within a cluster, or null.</summary>
    public static Instance? Find(World world, string clusterName, string identifier)
    {
        var id = Arn.TryParse(identifier, out var arn) ? arn.Scope == world.Scope && arn.Type == "container-instance" ? arn.Id : "" : identifier;
        return world.ContainerInstances.GetValueOrDefault(id) is { } instance && instance.ClusterName == clusterName ? instance : null;
    }

    /// <summary>The instances of a cluster, by id.</summary>
    public static IEnumerable<Instance> In(World world, string clusterName) =>
        world.InstanceIndex[clusterName].Select(id => world.ContainerInstances[id]);

    private static IEnumerable<Shapes.Ecs.Attribute> Standard(AccountRegion scope) =>
        AgentCapabilities.Select(name => new Shapes.Ecs.Attribute { Name = name })
            .Append(new() { Name = "ecs.availability-zone", Value = scope.Region + "a" })
            .Append(new() { Name = "ecs.cpu-architecture", Value = "x86_64" })
            .Append(new() { Name = "ecs.instance-type", Value = "t3.medium" })
            .Append(new() { Name = "ecs.os-type", Value = "linux" });

    private static int? Whole(ValueList<Resource> resources, string name) => resources.FirstOrDefault(resource => resource.Name == name)?.IntegerValue switch
    {
        < 0 => throw EcsErrors.InvalidParameter($"{name} must not be negative."),
        var amount => amount,
    };

    private static ValueList<int> Ports(ValueList<Resource> resources, string name) =>
        (resources.FirstOrDefault(resource => resource.Name == name)?.StringSetValue ?? [])
            .Select(port => int.TryParse(port, out var number) ? number : throw EcsErrors.InvalidParameter($"'{port}' in {name} is not a port."))
            .ToValueList();
}
