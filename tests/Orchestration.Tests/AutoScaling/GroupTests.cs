using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tests.Machines;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Orchestration.Tests.AutoScaling;

public class GroupTests
{
    internal static Story WithGroup(CreateAutoScalingGroupRequest? request = null, string image = "al2023-ami-ecs-hvm")
    {
        var story = new Story();
        story.Change(world => LaunchTemplates.Create(DefaultNetwork.Ensure(world), new()
        {
            LaunchTemplateName = "ecs",
            LaunchTemplateData = new() { ImageId = Launching.Image(image), InstanceType = "t3.medium", UserData = Launching.Joining("default") },
        }, story.NextSeed(), story.Now).World);
        story.Change(world => AutoScalingGroups.Create(world, (request ?? new() { DesiredCapacity = 3 }) with
        {
            AutoScalingGroupName = "group",
            MinSize = request?.MinSize ?? 0,
            MaxSize = 10,
            LaunchTemplate = new() { LaunchTemplateName = "ecs" },
            VPCZoneIdentifier = string.Join(',', world.Ec2<Ec2Subnet>(EntityKind.Subnet).Select(subnet => subnet.Id)),
        }, "00000000-0000-0000-0000-000000000001", story.Now).World);
        return story;
    }

    private static AutoScalingGroupState Group(Story story) => story.World.AutoScalingGroups["group"];

    private static void Desire(Story story, int desired) =>
        story.Change(world => AutoScalingGroups.SetDesiredCapacity(world, new() { AutoScalingGroupName = "group", DesiredCapacity = desired }, story.Now));

    private static IEnumerable<ScalingActivity> Activities(Story story) => story.World.ScalingActivities.Values;

    [Test]
    public void A_group_launches_its_machines_across_its_zones_and_they_join_the_cluster()
    {
        var story = WithGroup();

        story.Plan().Should().Equal("launch in us-east-1a", "launch in us-east-1b", "launch in us-east-1c");
        story.Pass(TimeSpan.FromMinutes(1));

        Group(story).Members.Should().OnlyContain(member => member.LifecycleState == "InService");
        InstanceRules.In(story.World, "default").Should().HaveCount(3);
        Activities(story).Should().HaveCount(3).And.OnlyContain(activity => activity.StatusCode == "Successful");
        Activities(story).Select(activity => activity.Cause).Should().Contain(
            "At 2026-01-01T00:00:00Z a user request created an AutoScalingGroup changing the desired capacity from 0 to 3.  At 2026-01-01T00:00:00Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 0 to 1.");
        story.World.FindEc2<Ec2Instance>(Group(story).Members[0].InstanceId)!.Tags.Should().Contain(tag => tag.Key == "aws:autoscaling:groupName" && tag.Value == "group");
    }

    [Test]
    public void A_group_that_shall_be_empty_terminates_all_and_they_leave_the_cluster()
    {
        var story = WithGroup();
        story.Pass(TimeSpan.FromMinutes(1));

        Desire(story, 0);
        story.Pass(TimeSpan.FromMinutes(1));

        Group(story).Members.Should().BeEmpty();
        InstanceRules.In(story.World, "default").Should().BeEmpty();
        story.World.Ec2<Ec2Instance>(EntityKind.Ec2Instance).Should().OnlyContain(machine => machine.IsGone);
        Activities(story).Should().HaveCount(6).And.OnlyContain(activity => activity.StatusCode == "Successful");
    }

    [Test]
    public void What_is_lost_is_replaced_in_its_zone()
    {
        var story = WithGroup();
        story.Pass(TimeSpan.FromMinutes(1));
        var lost = Group(story).Members[1];

        story.Change(world => InstanceCommands.LoseInstance(world, lost.InstanceId, story.Now));
        story.Pass(TimeSpan.FromMinutes(1));

        Group(story).Members.Select(member => member.Zone).Should().BeEquivalentTo("us-east-1a", "us-east-1b", "us-east-1c");
        Group(story).Members.Should().NotContain(member => member.InstanceId == lost.InstanceId);
        Activities(story).Should().Contain(activity => activity.Cause.EndsWith("an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped."));
    }

    [Test]
    public void Protected_members_survive_scaling_in()
    {
        var story = WithGroup(new() { DesiredCapacity = 2, NewInstancesProtectedFromScaleIn = true });
        story.Pass(TimeSpan.FromMinutes(1));
        Desire(story, 0);
        story.Pass(TimeSpan.FromMinutes(1));
        Group(story).Members.Should().HaveCount(2);

        var free = Group(story).Members[1].InstanceId;
        story.Change(world => GroupMembers.Protect(world, "group", [free], isProtected: false));
        story.Pass(TimeSpan.FromMinutes(1));
        Group(story).Members.Should().ContainSingle().Which.InstanceId.Should().NotBe(free);
    }

    [Test]
    public void A_termination_hook_holds_a_member_until_it_is_completed()
    {
        var story = WithGroup(new()
        {
            DesiredCapacity = 1,
            LifecycleHookSpecificationList = [new() { LifecycleHookName = "drain", LifecycleTransition = "autoscaling:EC2_INSTANCE_TERMINATING", HeartbeatTimeout = 300 }],
        });
        story.Pass(TimeSpan.FromMinutes(1));
        var member = Group(story).Members[0].InstanceId;
        Desire(story, 0);
        story.Pass(TimeSpan.FromMinutes(4));
        Group(story).Members[0].LifecycleState.Should().Be("Terminating:Wait");
        story.World.FindEc2<Ec2Instance>(member)!.Status.Should().Be(Ec2InstanceStatus.Running);

        story.Change(world => LifecycleHooks.Complete(world, new() { AutoScalingGroupName = "group", LifecycleHookName = "drain", InstanceId = member, LifecycleActionResult = "CONTINUE" }, story.Now));
        story.Pass(TimeSpan.FromSeconds(20));
        Group(story).Members.Should().BeEmpty();
    }

    [Test]
    public void A_launch_that_fails_is_told_and_repeated_without_hurry()
    {
        var story = WithGroup(new() { DesiredCapacity = 1 });
        story.Change(world => LaunchTemplates.Delete(world, null, "ecs").World);
        story.Plan();

        Activities(story).Should().ContainSingle().Which.StatusCode.Should().Be("Failed");
        story.World.Agenda.NextProgressAt.Should().BeNull();
        story.World.Agenda.NextUpkeepAt.Should().Be(Story.Start + TimeSpan.FromSeconds(60));
    }

    [Test]
    public void A_group_with_members_is_deleted_by_force_only()
    {
        var story = WithGroup();
        story.Pass(TimeSpan.FromMinutes(1));
        var delete = () => AutoScalingGroups.Delete(story.World, "group", force: false, story.Now);
        delete.Should().Throw<ApiException>().Which.Message.Should().Be("You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.");

        story.Change(world => AutoScalingGroups.Delete(world, "group", force: true, story.Now));
        story.Pass(TimeSpan.FromMinutes(1));
        story.World.AutoScalingGroups.Should().BeEmpty();
        story.World.Ec2<Ec2Instance>(EntityKind.Ec2Instance).Should().OnlyContain(machine => machine.IsGone);
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    [TestCase(5)]
    public void Whatever_happens_the_group_ends_up_with_what_it_desires_and_nothing_leaks(int seed)
    {
        var random = new Random(seed);
        var story = WithGroup(new() { DesiredCapacity = 0 });
        story.Deciding += KeepsZonesBalanced;
        for (var step = 0; step < 60; step++)
        {
            var members = Group(story).Members;
            switch (random.Next(5))
            {
                case 0:
                    Desire(story, random.Next(11));
                    break;
                case 1 when members.Count > 0:
                    story.Change(world => InstanceCommands.LoseInstance(world, members[random.Next(members.Count)].InstanceId, story.Now));
                    break;
                case 2 when members.Count > 0:
                    story.Change(world => InstanceCommands.Terminate(world, [members[random.Next(members.Count)].InstanceId], story.Now));
                    break;
                case 3 when members.Any(member => member.State == MemberState.InService && story.World.FindEc2<Ec2Instance>(member.InstanceId)!.Status == Ec2InstanceStatus.Running):
                    story.Change(world => InstanceCommands.Stop(world, [members.First(member => member.State == MemberState.InService && world.FindEc2<Ec2Instance>(member.InstanceId)!.Status == Ec2InstanceStatus.Running).InstanceId], story.Now));
                    break;
                default:
                    story.Pass(TimeSpan.FromSeconds(random.Next(40)));
                    break;
            }
        }
        var desired = random.Next(11);
        Desire(story, desired);
        story.Pass(TimeSpan.FromMinutes(5));

        Group(story).Members.Should().HaveCount(desired).And.OnlyContain(member => member.State == MemberState.InService);
        InstanceRules.In(story.World, "default").Select(instance => instance.Ec2InstanceId).Should().BeEquivalentTo(Group(story).Members.Select(member => member.InstanceId));
        Desire(story, 0);
        story.Pass(TimeSpan.FromHours(2));
        story.World.Ec2<Ec2Instance>(EntityKind.Ec2Instance).Should().BeEmpty();
        story.Pass(TimeSpan.FromDays(50));
        story.World.ScalingActivities.Should().BeEmpty();
    }

    /// <summary>A launch is where the fewest are, a scale-in where the most are.</summary>
    private static void KeepsZonesBalanced(World world, Planning.Decision decision)
    {
        var counts = Zones.Of(Story.Scope.Region).ToDictionary(zone => zone, zone => world.AutoScalingGroups["group"].Members.Count(member => member.Counts && member.Zone == zone));
        if (decision is LaunchMember launch) counts[launch.Zone].Should().Be(counts.Values.Min());
        if (decision is RetireMember { IsUnhealthy: false } retire)
            counts[world.AutoScalingGroups["group"].Members.First(member => member.InstanceId == retire.InstanceId).Zone].Should().Be(counts.Values.Max());
    }
}
