using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tests.Machines;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Orchestration.Tests.AutoScaling;

/// <summary>What is done to single members of a group.</summary>
public class MemberTests
{
    private static AutoScalingGroupState Group(Story story) => story.World.AutoScalingGroups["group"];

    private static Story Running(CreateAutoScalingGroupRequest? request = null)
    {
        var story = GroupTests.WithGroup(request);
        story.Pass(TimeSpan.FromMinutes(1));
        return story;
    }

    private static void Refused(string message, Action action, string code = "ValidationError")
    {
        var error = action.Should().Throw<ApiException>().Which;
        (error.Code, error.Message).Should().Be((code, message));
    }

    [Test]
    public void A_terminated_member_is_replaced_unless_the_capacity_shrinks_with_it()
    {
        var story = Running();
        var (first, second) = (Group(story).Members[0].InstanceId, Group(story).Members[1].InstanceId);
        var activity = story.Change(world => GroupMembers.Terminate(world, first, decrement: false, story.Now));
        activity.Cause.Should().Be($"At 2026-01-01T00:01:00Z instance {first} was taken out of service in response to a user request.");
        Group(story).DesiredCapacity.Should().Be(3);
        Refused($"Instance {first} is already being terminated.", () => GroupMembers.Terminate(story.World, first, decrement: false, story.Now), "ScalingActivityInProgress");
        story.Pass(TimeSpan.FromMinutes(1));
        Group(story).Members.Should().HaveCount(3).And.NotContain(member => member.InstanceId == first);

        activity = story.Change(world => GroupMembers.Terminate(world, second, decrement: true, story.Now));
        activity.Cause.Should().Be($"At 2026-01-01T00:02:00Z instance {second} was taken out of service in response to a user request, shrinking the capacity from 3 to 2.");
        Group(story).DesiredCapacity.Should().Be(2);
        story.Pass(TimeSpan.FromMinutes(1));
        Group(story).Members.Should().HaveCount(2);
    }

    [Test]
    public void The_capacity_does_not_shrink_below_the_minimum()
    {
        var story = Running(new() { MinSize = 1, DesiredCapacity = 2 });
        var (first, second) = (Group(story).Members[0].InstanceId, Group(story).Members[1].InstanceId);
        story.Change(world => GroupMembers.Terminate(world, first, decrement: true, story.Now));
        Refused("Currently, desiredSize equals minSize (1). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.",
            () => GroupMembers.Terminate(story.World, second, decrement: true, story.Now));
        Refused("AutoScalingGroup group has min-size=1, max-size=10, and desired-size=1. To place into standby 1 instance, please update the AutoScalingGroup sizes appropriately.",
            () => GroupMembers.Detach(story.World, new() { AutoScalingGroupName = "group", InstanceIds = [second], ShouldDecrementDesiredCapacity = true }, story.Now));
        Refused("Instance Id not found - No managed instance found for instance ID: i-1", () => GroupMembers.Terminate(story.World, "i-1", decrement: false, story.Now));
    }

    [Test]
    public void An_unhealthy_member_is_replaced()
    {
        var story = Running();
        var id = Group(story).Members[0].InstanceId;
        story.Change(world => GroupMembers.SetHealth(world, id, "Healthy", story.Now));
        story.Plan().Should().BeEmpty();
        Refused("HealthStatus must be one of Healthy or Unhealthy.", () => GroupMembers.SetHealth(story.World, id, "Sick", story.Now));
        story.Change(world => GroupMembers.SetHealth(world, id, "Unhealthy", story.Now));
        Group(story).Members[0].IsUnhealthy.Should().BeTrue();
        story.World.ScalingActivities.Values.Should().ContainSingle(activity => activity.Cause.EndsWith("an instance was taken out of service in response to a user health-check."));
        story.Pass(TimeSpan.FromMinutes(1));
        Group(story).Members.Should().HaveCount(3).And.NotContain(member => member.InstanceId == id);
    }

    [Test]
    public void Protection_is_for_members()
    {
        var story = Running();
        Refused("The instance i-1 is not part of Auto Scaling group group.", () => GroupMembers.Protect(story.World, "group", ["i-1"], isProtected: true));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_running_machine_can_be_attached(bool isProtected)
    {
        var story = Running(new() { DesiredCapacity = 1, NewInstancesProtectedFromScaleIn = isProtected });
        var machine = story.RunMachine();
        AttachInstancesRequest request = new() { AutoScalingGroupName = "group", InstanceIds = [machine.Id] };
        Refused($"Invalid Instance ID(s): [{machine.Id}]. Only running instances can be attached.", () => GroupMembers.Attach(story.World, request, story.Now));
        story.Pass(TimeSpan.FromSeconds(10));
        story.Change(world => GroupMembers.Attach(world, request, story.Now));

        Group(story).DesiredCapacity.Should().Be(2);
        Group(story).Members[^1].Should().Be(new GroupMember(machine.Id, machine.Zone) { State = MemberState.InService, IsProtected = isProtected });
        story.Machine(machine).GroupName.Should().Be("group");
        story.Machine(machine).Tags.Should().Contain(tag => tag.Key == "aws:autoscaling:groupName" && tag.Value == "group");
        Refused($"The instance {machine.Id} is already part of AutoScalingGroup:group", () => GroupMembers.Attach(story.World, request, story.Now));
        Refused("Invalid Instance ID(s): [i-1]. Only running instances can be attached.", () => GroupMembers.Attach(story.World, request with { InstanceIds = ["i-1"] }, story.Now));
        story.Pass(TimeSpan.FromMinutes(1)).Should().NotContain(decision => decision.StartsWith("launch", StringComparison.Ordinal));
    }

    [Test]
    public void Attaching_stops_at_the_maximum()
    {
        var story = Running(new() { DesiredCapacity = 9 });
        var (last, over) = (story.RunMachine(), story.RunMachine());
        story.Pass(TimeSpan.FromSeconds(10));
        story.Change(world => GroupMembers.Attach(world, new() { AutoScalingGroupName = "group", InstanceIds = [last.Id] }, story.Now));
        Refused("Updating the desired capacity to 11 would exceed the max size of 10 of AutoScalingGroup:group.", () => GroupMembers.Attach(story.World, new() { AutoScalingGroupName = "group", InstanceIds = [over.Id] }, story.Now));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_detached_machine_runs_on_and_is_replaced_unless_the_capacity_shrinks(bool shrinks)
    {
        var story = Running();
        var id = Group(story).Members[0].InstanceId;
        var activities = story.Change(world => GroupMembers.Detach(world, new() { AutoScalingGroupName = "group", InstanceIds = [id], ShouldDecrementDesiredCapacity = shrinks }, story.Now));

        var activity = activities.Should().ContainSingle().Which;
        activity.Description.Should().Be($"Detaching EC2 instance: {id}");
        activity.Cause.Should().Be($"At 2026-01-01T00:01:00Z instance {id} was detached in response to a user request{(shrinks ? ", shrinking the capacity from 3 to 2" : "")}.");
        activity.Details.Should().Be("{\"Availability Zone\":\"us-east-1a\"}");
        (activity.StatusCode, activity.Progress, activity.EndedAt).Should().Be(("Successful", 100, story.Now));
        var machine = story.World.FindEc2<Ec2Instance>(id)!;
        (machine.Status, machine.GroupName).Should().Be((Ec2InstanceStatus.Running, null));
        machine.Tags.Select(tag => tag.Key).Should().Equal("aws:ec2launchtemplate:id", "aws:ec2launchtemplate:version");
        story.Pass(TimeSpan.FromMinutes(1));
        Group(story).DesiredCapacity.Should().Be(shrinks ? 2 : 3);
        Group(story).Members.Should().HaveCount(shrinks ? 2 : 3).And.NotContain(member => member.InstanceId == id);
        Refused($"The instance {id} is not part of Auto Scaling group group.", () => GroupMembers.Detach(story.World, new() { AutoScalingGroupName = "group", InstanceIds = [id] }, story.Now));
    }

    [Test]
    public void Members_show_how_far_they_have_come()
    {
        string Shown(MemberState state) => new GroupMember("i-1", "us-east-1a") { State = state }.LifecycleState;
        Enum.GetValues<MemberState>().Select(Shown).Should().Equal("Pending", "Pending:Wait", "InService", "Terminating:Wait", "Terminating");
    }

    [Test]
    public void Machines_are_made_as_a_launch_configuration_says()
    {
        var story = GroupTests.WithGroup();
        Machine Made(LaunchConfiguration data)
        {
            var world = story.World.Put(new LaunchConfigurationState("conf", data));
            return GroupMachines.Of(world, Group(story) with { LaunchTemplate = null, LaunchConfigurationName = "conf" }).Machine;
        }
        Made(new() { ImageId = "ami-1", InstanceType = "t3.micro", KeyName = "mine", UserData = "data", SecurityGroups = ["sg-1", "web"], AssociatePublicIpAddress = true, IamInstanceProfile = "role", SpotPrice = "0.1" })
            .Should().Be(new Machine
            {
                ImageId = "ami-1", InstanceType = "t3.micro", KeyName = "mine", UserData = "data", SecurityGroupIds = ["sg-1"], SecurityGroupNames = ["web"],
                AssociatePublicIpAddress = true, ProfileName = "role", IsSpot = true,
            });
        Made(new() { IamInstanceProfile = "arn:aws:iam::1:instance-profile/role" }).Should().Be(new Machine { ProfileArn = "arn:aws:iam::1:instance-profile/role" });
        Made(new()).Should().Be(new Machine());
        Refused("Launch configuration name not found - Launch configuration conf not found", () => GroupMachines.Of(story.World, Group(story) with { LaunchTemplate = null, LaunchConfigurationName = "conf" }));
    }

    [Test]
    public void A_policy_of_mixed_instances_has_its_first_type_and_tags_go_along_where_told()
    {
        var story = GroupTests.WithGroup();
        var group = Group(story);
        Machine With(params ValueList<LaunchTemplateOverrides> overrides) => GroupMachines.Of(story.World, group with
        {
            LaunchTemplate = null,
            MixedInstancesPolicy = new() { LaunchTemplate = new() { LaunchTemplateSpecification = group.LaunchTemplate, Overrides = overrides } },
        }).Machine;
        With().InstanceType.Should().Be("t3.medium");
        With(new LaunchTemplateOverrides()).InstanceType.Should().Be("t3.medium");
        With(new LaunchTemplateOverrides { InstanceType = "t3.small" }, new LaunchTemplateOverrides { InstanceType = "t3.large" }).InstanceType.Should().Be("t3.small");

        ValueList<TagDescription> tags = [new() { Key = "goes", PropagateAtLaunch = true }, new() { Key = "goes too", Value = "1", PropagateAtLaunch = true }, new() { Key = "stays", PropagateAtLaunch = false }];
        GroupMachines.Of(story.World, group with { Tags = tags }).Tags.Select(tag => (tag.Key, tag.Value)).Skip(2).Should().Equal(("aws:autoscaling:groupName", "group"), ("goes", ""), ("goes too", "1"));
    }

    [TestCase(null, "1")]
    [TestCase("$Default", "1")]
    [TestCase("$Latest", "2")]
    [TestCase("2", "2")]
    public void New_members_are_made_from_the_version_that_is_named(string? version, string number)
    {
        var story = GroupTests.WithGroup();
        story.Change(world => LaunchTemplates.CreateVersion(world, new() { LaunchTemplateName = "ecs", LaunchTemplateData = new() }, story.Now).World);
        GroupMachines.VersionOf(story.World, Group(story) with { LaunchTemplate = Group(story).LaunchTemplate! with { Version = version } }).Should().Be(number);
        GroupMachines.VersionOf(story.World, Group(story) with { LaunchTemplate = null }).Should().BeNull();
    }
}
