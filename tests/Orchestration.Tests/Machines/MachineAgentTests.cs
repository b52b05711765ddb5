using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tests.History;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;
using Instance = Workbook.Orchestration.Capacity.Instance;
using RunInstancesRequest = Workbook.Shapes.Ec2.RunInstancesRequest;

namespace Workbook.Orchestration.Tests.Machines;

/// <summary>What the ECS agent of a machine tells when it registers.</summary>
public class MachineAgentTests
{
    private const string LoggingDriver = "com.amazonaws.ecs.capability.logging-driver.";

    private static (Story Story, Ec2Instance Machine, Instance Instance) Registered(string type = "t3.medium", string image = "al2023-ami-ecs-hvm", string architecture = "x86_64", params string[] settings)
    {
        var story = new Story();
        var machine = story.Launch(new RunInstancesRequest
        {
            ImageId = Launching.Image(image, architecture),
            InstanceType = type,
            UserData = Launching.Base64(string.Join('\n', settings.Select(setting => $"echo '{setting}' >> /etc/ecs/ecs.config"))),
        });
        story.Pass(TimeSpan.FromSeconds(30));
        return (story, story.Machine(machine), InstanceRules.In(story.World, "default").Single());
    }

    private static IEnumerable<string> Capabilities(Instance instance) => instance.Attributes.Select(attribute => attribute.Name!).Where(name => name.Contains("capability", StringComparison.Ordinal));

    private static IEnumerable<string> Drivers(Instance instance) =>
        Capabilities(instance).Where(name => name.StartsWith(LoggingDriver, StringComparison.Ordinal)).Select(name => name[LoggingDriver.Length..]);

    [Test]
    public void It_names_what_the_machine_is_and_where_it_stands()
    {
        var (_, machine, instance) = Registered(type: "t4g.small", architecture: "arm64");
        instance.Attributes.Where(attribute => !attribute.Name!.Contains("capability", StringComparison.Ordinal)).Select(attribute => $"{attribute.Name}={attribute.Value}").Should().BeEquivalentTo(
            $"ecs.ami-id={machine.Machine.ImageId}",
            "ecs.availability-zone=us-east-1a",
            "ecs.cpu-architecture=arm64",
            "ecs.instance-type=t4g.small",
            "ecs.os-family=LINUX",
            "ecs.os-type=linux",
            $"ecs.subnet-id={machine.SubnetId}",
            $"ecs.vpc-id={machine.VpcId}");
        instance.VersionInfo.Should().Be(new Shapes.Ecs.VersionInfo
        {
            AgentVersion = MachineImages.AgentVersion,
            AgentHash = "4fd8bf6a",
            DockerVersion = $"DockerVersion: {MachineImages.DockerVersion}",
        });
    }

    [Test]
    public void It_can_do_what_agents_can_unless_its_settings_say_otherwise()
    {
        var (_, _, usual) = Registered();
        Drivers(usual).Should().BeEquivalentTo("awsfirelens", "json-file", "syslog", "journald", "gelf", "fluentd", "awslogs", "none");
        Capabilities(usual).Should().Contain(["com.amazonaws.ecs.capability.task-iam-role", "com.amazonaws.ecs.capability.task-iam-role-network-host", "com.amazonaws.ecs.capability.privileged-container"]);

        var (_, _, less) = Registered(settings: ["ECS_AVAILABLE_LOGGING_DRIVERS=[\"json-file\",\"splunk\"]", "ECS_ENABLE_TASK_IAM_ROLE=false", "ECS_DISABLE_PRIVILEGED=true"]);
        Drivers(less).Should().BeEquivalentTo("awsfirelens", "json-file", "splunk");
        Capabilities(usual).Except(Capabilities(less)).Where(name => !name.StartsWith(LoggingDriver, StringComparison.Ordinal)).Should().BeEquivalentTo(
            "com.amazonaws.ecs.capability.task-iam-role", "com.amazonaws.ecs.capability.task-iam-role-network-host", "com.amazonaws.ecs.capability.privileged-container");
    }

    [TestCase("al2023-ami-ecs-gpu", null, 4)]
    [TestCase("al2023-ami-ecs-gpu", "false", 0)]
    [TestCase("al2023-ami-ecs-hvm", null, 0)]
    [TestCase("al2023-ami-ecs-hvm", "true", 4)]
    public void GPUs_need_drivers_and_the_setting_has_the_last_word(string image, string? setting, int gpus)
    {
        var (_, _, instance) = Registered("g4dn.12xlarge", image, settings: setting is null ? [] : [$"ECS_ENABLE_GPU_SUPPORT={setting}"]);
        instance.Registered.Gpus.Should().Be(gpus);
        instance.GpuIds.Should().OnlyHaveUniqueItems();
        instance.GpuIds.Count(id => id.StartsWith("GPU-", StringComparison.Ordinal)).Should().Be(gpus);
    }

    [Test]
    public void The_history_says_why_the_agent_came_and_went()
    {
        var (story, machine, instance) = Registered();
        story.Change(world => InstanceCommands.Stop(world, [machine.Id], story.Now));
        story.Pass(TimeSpan.FromMinutes(5));
        story.Change(world => InstanceCommands.Start(world, [machine.Id], story.Now));
        story.Pass(TimeSpan.FromSeconds(30));
        story.World.Why(EntityKind.ContainerInstance, instance.Id, "note agent").Should().Equal("The machine does not run any more.", "The agent connected.");
    }
}
