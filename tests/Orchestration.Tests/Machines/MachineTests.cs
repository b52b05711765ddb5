using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Tests.Machines;

public class MachineTests
{
    [Test]
    public void A_machine_boots_and_its_agent_registers_it_with_the_cluster_that_its_user_data_names()
    {
        var story = new Story();
        story.Change(world => ClusterRules.Create(world, new() { ClusterName = "shop" }).World);
        var machine = story.RunMachine("shop");

        story.Pass(TimeSpan.FromSeconds(9)).Should().BeEmpty();
        story.Pass(TimeSpan.FromSeconds(1)).Should().Equal("machine running");
        InstanceRules.In(story.World, "shop").Should().BeEmpty();
        story.Pass(TimeSpan.FromSeconds(20)).Should().Equal("join shop");

        var instance = InstanceRules.In(story.World, "shop").Should().ContainSingle().Subject;
        instance.Ec2InstanceId.Should().Be(machine.Id);
        (instance.Registered.Cpu, instance.Registered.Memory).Should().Be((2048, 3885));
        instance.Registered.TcpPorts.Should().Equal(22, 2375, 2376, 51678, 51679);
        instance.AvailabilityZone.Should().Be("us-east-1a");
        instance.Attributes.Should().Contain(attribute => attribute.Name == "ecs.ami-id" && attribute.Value == machine.Machine.ImageId);
        instance.Attributes.Should().Contain(attribute => attribute.Name == "ecs.subnet-id" && attribute.Value == machine.SubnetId);
        story.Pass(TimeSpan.FromDays(1)).Should().BeEmpty();
    }

    [Test]
    public void Without_an_ECS_optimized_image_it_joins_nothing()
    {
        var story = new Story();
        story.Launch(new RunInstancesRequest { ImageId = Launching.Image("al2023-ami-2023"), InstanceType = "t3.micro", UserData = Launching.Joining("default") });

        story.Pass(TimeSpan.FromHours(1)).Should().Equal("machine running");
    }

    [Test]
    public void Without_the_cluster_the_agent_tries_again_every_30_seconds()
    {
        var story = new Story();
        story.RunMachine("later");
        story.Pass(TimeSpan.FromSeconds(95)).Should().Equal("machine running", "wait for later", "wait for later", "wait for later");
        story.World.Agenda.NextProgressAt.Should().BeNull("an automatic clock must not follow the agent's tries");

        story.Change(world => ClusterRules.Create(world, new() { ClusterName = "later" }).World);
        story.Plan().Should().Equal("ExpectCluster");
        story.World.Agenda.NextProgressAt.Should().Be(Story.Start + TimeSpan.FromSeconds(120));
        story.Pass(TimeSpan.FromSeconds(25)).Should().Equal("join later");
    }

    [Test]
    public void Terminating_a_machine_ends_its_tasks_and_deregisters_it()
    {
        var story = new Story();
        var machine = story.RunMachine();
        story.Pass(TimeSpan.FromSeconds(30));
        story.Register(Requests.Ec2());
        story.Run(new Shapes.Ecs.RunTaskRequest { TaskDefinition = "demo" });
        story.Settle();

        story.Change(world => InstanceCommands.Terminate(world, [machine.Id], story.Now));
        InstanceRules.In(story.World, "default").Single().AgentConnected.Should().BeFalse();
        story.Pass(TimeSpan.FromSeconds(15));

        story.Machine(machine).Status.Should().Be(Ec2InstanceStatus.Terminated);
        InstanceRules.In(story.World, "default").Should().BeEmpty();
        (story.Task.StopCode, story.Task.StoppedReason).Should().Be(("TerminationNotice", $"Host EC2 (instance {machine.Id}) terminated."));
        story.Pass(TimeSpan.FromHours(2));
        story.World.FindEc2<Ec2Instance>(machine.Id).Should().BeNull();
    }

    [Test]
    public void A_stopped_machine_comes_back_as_the_same_container_instance()
    {
        var story = new Story();
        var machine = story.RunMachine();
        story.Pass(TimeSpan.FromSeconds(30));
        var instance = InstanceRules.In(story.World, "default").Single();

        story.Change(world => InstanceCommands.Stop(world, [machine.Id], story.Now));
        story.Pass(TimeSpan.FromMinutes(5));
        story.Machine(machine).Status.Should().Be(Ec2InstanceStatus.Stopped);
        InstanceRules.In(story.World, "default").Single().AgentConnected.Should().BeFalse();

        story.Change(world => InstanceCommands.Start(world, [machine.Id], story.Now));
        story.Pass(TimeSpan.FromSeconds(30));
        var back = InstanceRules.In(story.World, "default").Single();
        (back.Id, back.AgentConnected).Should().Be((instance.Id, true));
    }

    [Test]
    public void Stopping_a_machine_ends_its_tasks_and_leaves_it_registered_with_all_its_room()
    {
        var story = new Story();
        var machine = story.RunMachine();
        story.Pass(TimeSpan.FromSeconds(30));
        var free = InstanceRules.In(story.World, "default").Single().Remaining;
        story.Register(Requests.Ec2());
        story.Run(new Shapes.Ecs.RunTaskRequest { TaskDefinition = "demo" });
        story.Settle();
        story.Task.LastStatus.Should().Be(Orchestration.Tasks.EcsTaskStatus.Running);

        story.Change(world => InstanceCommands.Stop(world, [machine.Id], story.Now));
        story.Pass(TimeSpan.FromSeconds(14));
        story.Task.LastStatus.Should().Be(Orchestration.Tasks.EcsTaskStatus.Running, "the machine is still stopping, and its agent is not heard of");
        story.Pass(TimeSpan.FromSeconds(1));

        story.Task.LastStatus.Should().Be(Orchestration.Tasks.EcsTaskStatus.Stopped);
        (story.Task.StopCode, story.Task.StoppedReason).Should().Be(("TerminationNotice", $"Host EC2 (instance {machine.Id}) stopped."));
        var host = InstanceRules.In(story.World, "default").Single();
        (host.AgentConnected, host.Remaining).Should().Be((false, free));

        story.Change(world => InstanceCommands.Start(world, [machine.Id], story.Now));
        story.Pass(TimeSpan.FromSeconds(30));
        story.Run(new Shapes.Ecs.RunTaskRequest { TaskDefinition = "demo" });
        story.Task.ContainerInstanceId.Should().Be(host.Id);
    }

    [Test]
    public void A_lost_machine_is_gone_at_once()
    {
        var story = new Story();
        var machine = story.RunMachine();
        story.Pass(TimeSpan.FromSeconds(30));

        story.Change(world => InstanceCommands.LoseInstance(world, machine.Id, story.Now));
        story.Plan();

        InstanceRules.In(story.World, "default").Should().BeEmpty();
        story.Machine(machine).PublicIpAddress.Should().BeNull();
    }

    [Test]
    public void Settings_of_the_agent_show_in_what_it_registers()
    {
        var story = new Story();
        story.Launch(new RunInstancesRequest
        {
            ImageId = Launching.Image("al2023-ami-ecs-gpu"),
            InstanceType = "g4dn.12xlarge",
            UserData = Launching.Base64("echo 'ECS_INSTANCE_ATTRIBUTES={\"stack\":\"blue\"}' >> /etc/ecs/ecs.config\necho ECS_RESERVED_MEMORY=256 >> /etc/ecs/ecs.config\necho ECS_DISABLE_PRIVILEGED=true >> /etc/ecs/ecs.config"),
        });
        story.Pass(TimeSpan.FromSeconds(30));

        var instance = InstanceRules.In(story.World, "default").Single();
        instance.Registered.Gpus.Should().Be(4);
        instance.Registered.Memory.Should().Be(MachineAgent.MemoryOf(InstanceTypes.All["g4dn.12xlarge"]) - 256);
        instance.Attributes.Should().Contain(attribute => attribute.Name == "stack" && attribute.Value == "blue");
        instance.Attributes.Should().NotContain(attribute => attribute.Name == "com.amazonaws.ecs.capability.privileged-container");
    }

    [Test]
    public void A_protected_machine_is_not_terminated()
    {
        var story = new Story();
        var machine = story.Launch(new RunInstancesRequest { ImageId = Launching.Image(), InstanceType = "t3.micro", DisableApiTermination = true });

        var act = () => InstanceCommands.Terminate(story.World, [machine.Id], story.Now);

        act.Should().Throw<ApiException>().Which.Code.Should().Be("OperationNotPermitted");
    }

    [TestCase("i-1", "InvalidInstanceID.Malformed")]
    [TestCase("i-0123456789abcdef0", "InvalidInstanceID.NotFound")]
    public void A_machine_that_does_not_exist_is_said_not_to(string id, string code)
    {
        var act = () => InstanceCommands.Stop(new World(Story.Scope), [id], Story.Start);

        act.Should().Throw<ApiException>().Which.Code.Should().Be(code);
    }
}
