using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Tests.Machines;

/// <summary>Which machines can be stopped, started, rebooted and terminated.</summary>
public class InstanceCommandTests
{
    private const string ByUser = "Client.UserInitiatedShutdown";

    private static void Refused(string code, string message, Action action)
    {
        var error = action.Should().Throw<ApiException>().Which;
        (error.Code, error.Message).Should().Be((code, message));
    }

    private static string State(Ec2Instance machine, string what) => $"The instance '{machine.Id}' is not in a state from which it can be {what}.";

    [Test]
    public void A_booting_machine_can_only_be_rebooted_or_terminated()
    {
        var story = new Story();
        var machine = story.RunMachine();
        Refused("IncorrectInstanceState", State(machine, "stopped"), () => InstanceCommands.Stop(story.World, [machine.Id], story.Now));
        InstanceCommands.Start(story.World, [machine.Id], story.Now).Should().BeSameAs(story.World, "it starts already");
        InstanceCommands.Reboot(story.World, [machine.Id]);
        story.Change(world => InstanceCommands.Terminate(world, [machine.Id], story.Now));
        var ending = story.Machine(machine);
        (ending.Status, ending.StateReasonCode, ending.StateReason).Should().Be((Ec2InstanceStatus.ShuttingDown, ByUser, ByUser + ": User initiated shutdown"));
        InstanceCommands.Terminate(story.World, [machine.Id], story.Now).Should().BeSameAs(story.World);
        Refused("IncorrectInstanceState", State(machine, "rebooted"), () => InstanceCommands.Reboot(story.World, [machine.Id]));
        Refused("IncorrectInstanceState", State(machine, "started"), () => InstanceCommands.Start(story.World, [machine.Id], story.Now));
    }

    [Test]
    public void A_stopped_machine_loses_its_public_address_until_it_starts_again()
    {
        var story = new Story();
        var machine = story.RunMachine();
        story.Pass(TimeSpan.FromSeconds(30));
        story.Change(world => InstanceCommands.Stop(world, [machine.Id], story.Now));
        story.Machine(machine).StateReason.Should().Be(ByUser + ": User initiated shutdown");
        InstanceCommands.Stop(story.World, [machine.Id], story.Now).Should().BeSameAs(story.World, "it stops already");
        story.Machine(machine).PublicIpAddress.Should().Be(machine.PublicIpAddress);
        story.Pass(TimeSpan.FromMinutes(1));
        story.Machine(machine).PublicIpAddress.Should().BeNull();
        InstanceCommands.Stop(story.World, [machine.Id], story.Now).Should().BeSameAs(story.World);

        story.Change(world => InstanceCommands.Start(world, [machine.Id], story.Now));
        var back = story.Machine(machine);
        (back.Status, back.StateReasonCode, back.StateReason, back.LaunchedAt, back.PublicIpAddress).Should().Be((Ec2InstanceStatus.Pending, null, null, story.Now, machine.PublicIpAddress));
    }

    [Test]
    public void A_one_time_Spot_Instance_cannot_be_stopped()
    {
        var story = new Story();
        var machine = story.Launch(new RunInstancesRequest { ImageId = Launching.Image(), InstanceType = "t3.micro", InstanceMarketOptions = new() { MarketType = "spot" } });
        story.Pass(TimeSpan.FromSeconds(30));
        Refused("UnsupportedOperation", $"You can't stop the Spot Instance '{machine.Id}' because it is associated with a one-time Spot Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests.",
            () => InstanceCommands.Stop(story.World, [machine.Id], story.Now));
    }

    [Test]
    public void A_protected_machine_says_how_to_terminate_it()
    {
        var story = new Story();
        var machine = story.Launch(new RunInstancesRequest { ImageId = Launching.Image(), InstanceType = "t3.micro", DisableApiTermination = true });
        Refused("OperationNotPermitted", $"The instance '{machine.Id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.", () => InstanceCommands.Terminate(story.World, [machine.Id], story.Now));
        story.Change(world => InstanceCommands.LoseInstance(world, machine.Id, story.Now));
        (story.Machine(machine).StateReasonCode, story.Machine(machine).StateReason).Should().Be(("Server.InternalError", "Server.InternalError: Internal error"));
        InstanceCommands.LoseInstance(story.World, machine.Id, story.Now).Should().BeSameAs(story.World);
        InstanceCommands.Terminate(story.World, [machine.Id], story.Now).Should().BeSameAs(story.World);
    }

    [Test]
    public void Machines_are_named_by_ids()
    {
        var story = new Story();
        var machine = story.RunMachine();
        Refused("MissingParameter", "The request must contain the parameter InstanceIds", () => InstanceCommands.Find(story.World, []));
        Refused("MissingParameter", "The request must contain the parameter InstanceIds", () => InstanceCommands.Find(story.World, null));
        Refused("InvalidInstanceID.Malformed", "Invalid id: \"m-1\" (expecting \"i-...\")", () => InstanceCommands.Find(story.World, [machine.Id, "m-1"]));
        Refused("InvalidInstanceID.NotFound", "The instance ID 'i-00000000' does not exist", () => InstanceCommands.Find(story.World, [machine.Id, "i-00000000"]));
        Refused("InvalidInstanceID.NotFound", "The instance IDs 'i-00000000, i-0000000000000000f' do not exist", () => InstanceCommands.Find(story.World, ["i-00000000", "i-0000000000000000f"]));
        InstanceCommands.Find(story.World, [machine.Id, machine.Id]).Should().ContainSingle().Which.Should().Be(story.Machine(machine));
    }

    [TestCase("i-01234567", true)]
    [TestCase("i-0123456789abcdef0", true)]
    [TestCase("i-0123456", false)]
    [TestCase("i-0123456789abcdef", false)]
    [TestCase("i-0123456789ABCDEF0", false)]
    [TestCase("i-0123456g", false)]
    [TestCase("x-01234567", false)]
    public void Ids_have_8_or_17_hexadecimal_digits(string id, bool isWellFormed) => Ec2Ids.IsWellFormed("i", id).Should().Be(isWellFormed);

    [Test]
    public void User_data_is_base64_of_at_most_16_KiB()
    {
        UserData.Check(Convert.ToBase64String(new byte[16 * 1024]));
        Refused("InvalidParameterValue", "User data is limited to 16384 bytes", () => UserData.Check(Convert.ToBase64String(new byte[(16 * 1024) + 1])));
        Refused("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.", () => UserData.Check("#!"));
        UserData.Decode(null).Should().BeEmpty();
        UserData.Decode("#!").Should().BeEmpty();
    }

    [Test]
    public void Parts_of_user_data_may_be_base64_themselves()
    {
        var encoded = Launching.Base64("echo ECS_CLUSTER=shop");
        var text = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B; x=y\n\n--B\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
            + $"{encoded[..8]}\n {encoded[8..]}\n--B\nno body\n--B--\n";
        UserData.Parts(text).Should().Equal("echo ECS_CLUSTER=shop", "");
        UserData.Parts("Content-Type: multipart/mixed\n\nnothing").Should().Equal("Content-Type: multipart/mixed\n\nnothing");
    }

    [Test]
    public void Bottlerocket_has_settings_of_its_own()
    {
        var config = EcsConfig.Parse("[settings.ecs]\ncluster = \"shop\"\nenable-spot-instance-draining = true\nreserved-memory = 100\nlogging-drivers = [\"awslogs\"]\nallow-privileged-containers = false\n");
        (config.Cluster, config.DrainsSpot, config.ReservedMemory, config.DisablePrivileged).Should().Be(("shop", true, 100, true));
        config.LoggingDrivers.Should().Equal("awslogs");
        EcsConfig.Parse("[settings.ecs]\nallow-privileged-containers = true").DisablePrivileged.Should().BeFalse();
    }

    [Test]
    public void Tags_of_the_machine_become_tags_of_the_instance_where_the_agent_is_told_to()
    {
        var story = new Story();
        ValueList<Tag> tags = [new() { Key = "aws:x", Value = "1" }, new() { Key = "team", Value = "blue" }, new() { Key = "env", Value = "machine" }];
        Orchestration.Capacity.Instance Joined(string settings)
        {
            var machine = story.Launch(new RunInstancesRequest
            {
                ImageId = Launching.Image(),
                InstanceType = "t3.micro",
                TagSpecifications = [new() { ResourceType = "instance", Tags = tags.Skip(1).ToValueList() }],
                UserData = Launching.Base64(settings),
            });
            story.Pass(TimeSpan.FromSeconds(30));
            return Orchestration.Capacity.InstanceRules.In(story.World, "default").Single(instance => instance.Ec2InstanceId == machine.Id);
        }
        Joined("echo 'ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM=ec2_instance' >> x\necho 'ECS_CONTAINER_INSTANCE_TAGS={\"env\":\"agent\"}' >> x").Tags
            .Select(tag => (tag.Key, tag.Value)).Should().BeEquivalentTo([("env", "agent"), ("team", "blue")]);
        Joined("echo 'ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM=none' >> x").Tags.Should().BeEmpty();
    }
}
