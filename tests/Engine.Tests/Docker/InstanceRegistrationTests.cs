using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Instances;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.Tests.Docker;

/// <summary>What becomes of a Docker Engine that is registered again.</summary>
internal sealed class InstanceRegistrationTests
{
    private static readonly DockerInstance Docker = new("big", new DockerEndpoint(), "workers");
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    private static SystemInfoResponse Machine(int cpus, int mib) => new() { NCPU = cpus, MemTotal = mib * 1024L * 1024L, Architecture = "aarch64", ServerVersion = "29.0.0" };

    private static World Register(World world, DockerInstance docker, int cpus = 4, int mib = 7900) =>
        InstanceRegistration.Register(world, docker, Machine(cpus, mib), "0123456789ab", ResourceIds.Random.NewId(), Now);

    private static Instance Only(World world) => world.ContainerInstances.Values.Should().ContainSingle().Which;

    [Test]
    public void It_joins_the_cluster_it_is_meant_for()
    {
        var world = Register(new World(Stage.Scope), Docker);

        world.Clusters.Keys.Should().Equal("workers");
        var instance = Only(world);
        (instance.ClusterName, instance.Registered.Cpu, instance.Registered.Memory).Should().Be(("workers", 4096, 7900));
        instance.Attributes.Single(attribute => attribute.Name == "ecs.cpu-architecture").Value.Should().Be("arm64");
    }

    [Test]
    public void A_machine_that_has_grown_is_the_same_instance_with_more_room()
    {
        var before = Register(new World(Stage.Scope), Docker);
        before = Reducer.Apply(before, new NoteAgent(Only(before).Id, false, "The workbook ended."), Now);

        var after = Only(Register(before, Docker, cpus: 8, mib: 15_900));

        (after.Id, after.Ec2InstanceId, after.AgentConnected).Should().Be((Only(before).Id, Only(before).Ec2InstanceId, true));
        (after.Registered.Cpu, after.Registered.Memory, after.Remaining.Cpu, after.Remaining.Memory).Should().Be((8192, 15_900, 8192, 15_900));
    }

    [Test]
    public void One_that_was_deregistered_is_a_new_instance()
    {
        var before = Register(new World(Stage.Scope), Docker);
        var (without, _) = DeregisterInstance.Apply(before, new() { Cluster = "workers", ContainerInstance = Only(before).Id }, Now);

        InstanceRegistration.Find(Register(without, Docker), "big")!.Id.Should().NotBe(Only(before).Id);
    }

    [Test]
    public void It_does_not_move_to_another_cluster()
    {
        var world = Register(new World(Stage.Scope), Docker);

        FluentActions.Invoking(() => Register(world, Docker with { Cluster = "others" })).Should().Throw<IOException>()
            .WithMessage("Container instance big is registered in cluster workers. Deregister it there before it joins cluster others, or give it another name.");
    }
}
