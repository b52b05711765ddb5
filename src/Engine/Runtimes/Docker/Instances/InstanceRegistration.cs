using System.Globalization;
using Docker.DotNet.Models;
using Workbook.Orchestration;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Docker.Instances;

/// <summary>Registers Docker Engines as container instances, as the ECS agent registers the machine that it runs on.</summary>
internal static class InstanceRegistration
{
    /// <summary>What <c>ecs.instance-type</c> says of a machine that is none of EC2's.</summary>
    private const string InstanceType = "docker";

    /// <summary>The agent's defaults: ports that it keeps for itself, and logging drivers that it announces.</summary>
    private static readonly EcsConfig Agent = new();

    /// <summary>The registered instance that names a Docker Engine in its attribute.</summary>
    public static Instance? Find(World world, string name) => world.ContainerInstances.Values.FirstOrDefault(instance => instance.IsRegistered && NameOf(instance) == name);

    /// <summary>The Docker Engine that an instance names; null when its tasks run on the default one.</summary>
    public static string? NameOf(Instance instance) => instance.Attributes.FirstOrDefault(attribute => attribute.Name == DockerOptions.HostAttribute)?.Value;

    /// <summary>Registers it, or brings up to date and connects the one that was registered under this name before.</summary>
    /// <param name="owner">Whose machine it is: the EC2 instance id is made of it and the name.</param>
    /// <param name="id">A fresh id: 32 hexadecimal digits.</param>
    /// <exception cref="ApiException">ECS refuses, such as a name that no attribute or cluster can have.</exception>
    /// <exception cref="IOException">It is registered in another cluster.</exception>
    public static World Register(World world, DockerInstance docker, SystemInfoResponse machine, string owner, string id, DateTimeOffset now)
    {
        var known = Find(world, docker.Name);
        if (known is not null && known.ClusterName != docker.Cluster)
            throw new IOException($"Container instance {docker.Name} is registered in cluster {known.ClusterName}. Deregister it there before it joins cluster {docker.Cluster}, or give it another name.");
        world = ClusterRules.Create(world, new() { ClusterName = docker.Cluster }).World;
        var request = new RegisterContainerInstanceRequest
        {
            Cluster = docker.Cluster,
            ContainerInstanceArn = known is null ? null : Arn.ContainerInstance(world.Scope, known.ClusterName, known.Id).ToString(),
            TotalResources = ResourcesOf(machine),
            Attributes = AttributesOf(docker, machine).ToValueList(),
            VersionInfo = new() { AgentVersion = MachineImages.AgentVersion, DockerVersion = $"DockerVersion: {machine.ServerVersion}" },
        };
        return InstanceRules.Register(world, request, id, "i-" + DerivedId.Hex(owner, docker.Name)[..17], now).World;
    }

    /// <summary>
    /// 1024 CPU units for each CPU, and all of the memory that the kernel lets programs use, which is less than the machine has:
    /// the agent says the same, since ECS_RESERVED_MEMORY is 0 by default. 4 GiB are typically 3,900 MiB then.
    /// </summary>
    private static ValueList<Resource> ResourcesOf(SystemInfoResponse machine) =>
    [
        new() { Name = "CPU", Type = "INTEGER", IntegerValue = (int)machine.NCPU * 1024 },
        new() { Name = "MEMORY", Type = "INTEGER", IntegerValue = (int)(machine.MemTotal >> 20) },
        new() { Name = "PORTS", Type = "STRINGSET", StringSetValue = Agent.ReservedPorts.Select(port => port.ToString(CultureInfo.InvariantCulture)).ToValueList() },
        new() { Name = "PORTS_UDP", Type = "STRINGSET", StringSetValue = [] },
    ];

    private static IEnumerable<Shapes.Ecs.Attribute> AttributesOf(DockerInstance docker, SystemInfoResponse machine)
    {
        foreach (var driver in Agent.LoggingDrivers) yield return new() { Name = "com.amazonaws.ecs.capability.logging-driver." + driver };
        yield return new() { Name = "ecs.cpu-architecture", Value = machine.Architecture == "aarch64" ? "arm64" : machine.Architecture };
        yield return new() { Name = "ecs.instance-type", Value = InstanceType };
        yield return new() { Name = "ecs.os-family", Value = "LINUX" };
        yield return new() { Name = "ecs.os-type", Value = "linux" };
        yield return new() { Name = DockerOptions.HostAttribute, Value = docker.Name };
    }
}
