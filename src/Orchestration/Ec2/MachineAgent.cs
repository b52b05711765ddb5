using System.Globalization;
using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Ec2;

/// <summary>The ECS agent of a machine: what it registers, and whether it is connected.</summary>
public static class MachineAgent
{
    private const string LoggingDriver = "com.amazonaws.ecs.capability.logging-driver.";

    /// <summary>
    /// What the agent reports of a machine's memory, in MiB: the kernel keeps some for itself. It is less by 64 MiB and by
    /// 3.6 %, which is near to what the agent says on the usual types: t3.medium 4096 - 64 - 147 = 3885.
    /// </summary>
    public static int MemoryOf(InstanceTypeFacts type) => type.MemoryMiB - 64 - (type.MemoryMiB * 36 / 1000);

    /// <summary>The container instance that a machine's agent registered, while it is registered.</summary>
    public static Instance? RegisteredBy(World world, Ec2Instance machine) =>
        machine.ContainerInstanceId is { } id && world.ContainerInstances.GetValueOrDefault(id) is { IsRegistered: true } instance ? instance : null;

    /// <summary>Registers the machine, or connects again what was registered before it was stopped.</summary>
    internal static World Join(World world, Ec2Instance machine, string clusterName, DateTimeOffset now)
    {
        machine = machine with { AgentAt = null, AgentWaitsFor = null };
        if (RegisteredBy(world, machine) is { } known) return Note(world, known, isConnected: true, now).Put(machine);
        var config = EcsConfig.Parse(UserData.Decode(machine.Machine.UserData));
        var request = new RegisterContainerInstanceRequest
        {
            Cluster = clusterName,
            TotalResources = Resources(world, machine),
            Attributes = Attributes(machine, config).DistinctBy(attribute => attribute.Name).ToValueList(),
            VersionInfo = new() { AgentVersion = MachineImages.AgentVersion, AgentHash = "4fd8bf6a", DockerVersion = $"DockerVersion: {MachineImages.DockerVersion}" },
        };
        var id = DerivedId.Hex(machine.Id, $"container instance {now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}");
        (world, var instance) = InstanceRules.Register(world, request, id, machine.Id, now);
        return world
            .Put(instance with
            {
                CapacityProviderName = ProviderOf(world, machine, clusterName),
                Tags = Tags(machine, config),
                Attributes = instance.Attributes.Where(attribute => !Lacks(config, attribute.Name!)).ToValueList(),
            })
            .Put(machine with { ContainerInstanceId = id });
    }

    internal static World Disconnect(World world, Ec2Instance machine, DateTimeOffset now) =>
        RegisteredBy(world, machine) is { AgentConnected: true } instance ? Note(world, instance, isConnected: false, now) : world;

    private static World Note(World world, Instance instance, bool isConnected, DateTimeOffset now) =>
        Reducer.Apply(world, new NoteAgent(instance.Id, isConnected, isConnected ? "The agent connected." : "The machine does not run any more."), now);

    /// <summary>What the agent of such a machine registers.</summary>
    internal static InstanceResources ResourcesOf(World world, InstanceTypeFacts type, Machine machine)
    {
        var config = EcsConfig.Parse(UserData.Decode(machine.UserData));
        var hasGpus = config.Gpu ?? MachineImages.Find(world.Scope.Region, machine.ImageId)?.HasGpuDrivers ?? false;
        return new(type.Cpus * 1024, Math.Max(0, MemoryOf(type) - config.ReservedMemory), hasGpus ? type.Gpus : 0, config.ReservedPorts, config.ReservedUdpPorts);
    }

    private static ValueList<Resource> Resources(World world, Ec2Instance machine)
    {
        var resources = ResourcesOf(world, InstanceTypes.All[machine.Machine.InstanceType!], machine.Machine);
        return
        [
            new() { Name = "CPU", IntegerValue = resources.Cpu },
            new() { Name = "MEMORY", IntegerValue = resources.Memory },
            new() { Name = "GPU", StringSetValue = Enumerable.Range(0, resources.Gpus).Select(number => "GPU-" + DerivedId.Uuid(machine.Id, $"gpu {number}")).ToValueList() },
            new() { Name = "PORTS", StringSetValue = Ports(resources.TcpPorts) },
            new() { Name = "PORTS_UDP", StringSetValue = Ports(resources.UdpPorts) },
        ];
    }

    /// <summary>The capacity provider of the cluster whose group the machine is in.</summary>
    private static string? ProviderOf(World world, Ec2Instance machine, string clusterName) =>
        machine.GroupName is { } group && world.AutoScalingGroups.GetValueOrDefault(group) is { } known
            ? world.Clusters[clusterName].CapacityProviders.FirstOrDefault(name => world.Providers.GetValueOrDefault(name) is { } provider && AutoScalingGroups.Named(world, provider.GroupArn)?.Name == known.Name)
            : null;

    private static ValueList<string> Ports(ValueList<int> ports) => ports.Select(port => port.ToString(CultureInfo.InvariantCulture)).ToValueList();

    private static ValueList<Tag> Tags(Ec2Instance machine, EcsConfig config)
    {
        var own = machine.Tags.Where(tag => config.PropagatesTags && !tag.Key!.StartsWith("aws:", StringComparison.Ordinal) && !config.Tags.ContainsKey(tag.Key));
        return config.Tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })
            .Concat(own.Select(tag => new Tag { Key = tag.Key, Value = tag.Value }))
            .ToValueList();
    }

    private static IEnumerable<Shapes.Ecs.Attribute> Attributes(Ec2Instance machine, EcsConfig config)
    {
        foreach (var driver in config.LoggingDrivers) yield return new() { Name = LoggingDriver + driver };
        yield return Named("ecs.ami-id", machine.Machine.ImageId);
        yield return Named("ecs.availability-zone", machine.Zone);
        yield return Named("ecs.cpu-architecture", InstanceTypes.All[machine.Machine.InstanceType!].Architecture);
        yield return Named("ecs.instance-type", machine.Machine.InstanceType);
        yield return Named("ecs.os-family", "LINUX");
        yield return Named("ecs.os-type", "linux");
        yield return Named("ecs.subnet-id", machine.SubnetId);
        yield return Named("ecs.vpc-id", machine.VpcId);
        foreach (var (name, value) in config.Attributes) yield return Named(name, value);
    }

    private static bool Lacks(EcsConfig config, string capability) => capability switch
    {
        "com.amazonaws.ecs.capability.privileged-container" => config.DisablePrivileged,
        "com.amazonaws.ecs.capability.task-iam-role" or "com.amazonaws.ecs.capability.task-iam-role-network-host" => !config.TaskRoles,
        // A driver of the agent's own, whatever Docker's are.
        LoggingDriver + "awsfirelens" => false,
        _ when capability.StartsWith(LoggingDriver, StringComparison.Ordinal) => !config.LoggingDrivers.Contains(capability[LoggingDriver.Length..]),
        _ => false,
    };

    private static Shapes.Ecs.Attribute Named(string name, string? value) => new() { Name = name, Value = value };
}
