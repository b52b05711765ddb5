using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Tests.Machines;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Orchestration.Tests.AutoScaling;

/// <summary>What an update of a group replaces, what it keeps, and what later activities say of it.</summary>
public class GroupUpdateTests
{
    private static AutoScalingGroupState Group(Story story) => story.World.AutoScalingGroups["group"];

    private static void Update(Story story, UpdateAutoScalingGroupRequest request) =>
        story.Change(world => AutoScalingGroups.Update(world, request with { AutoScalingGroupName = "group" }, story.Now));

    private static Story Given()
    {
        var story = GroupTests.WithGroup(new() { DesiredCapacity = 1 });
        story.Change(world => world.Put(new LaunchConfigurationState("lc", new() { LaunchConfigurationName = "lc", ImageId = Launching.Image(), InstanceType = "t3.micro" })));
        story.Pass(TimeSpan.FromMinutes(1));
        return story;
    }

    private static (bool, bool, bool) LaunchesFrom(Story story) =>
        (Group(story).LaunchTemplate is not null, Group(story).LaunchConfigurationName is not null, Group(story).MixedInstancesPolicy is not null);

    [Test]
    public void A_group_launches_from_what_was_named_last()
    {
        var story = Given();
        LaunchesFrom(story).Should().Be((true, false, false));
        Update(story, new() { LaunchConfigurationName = "lc" });
        LaunchesFrom(story).Should().Be((false, true, false));
        Update(story, new() { MixedInstancesPolicy = new() { LaunchTemplate = new() { LaunchTemplateSpecification = new() { LaunchTemplateName = "ecs" } } } });
        LaunchesFrom(story).Should().Be((false, false, true));
        Update(story, new() { MaxSize = 9 });
        LaunchesFrom(story).Should().Be((false, false, true), "nothing was named");
        Update(story, new() { LaunchTemplate = new() { LaunchTemplateName = "ecs" } });
        LaunchesFrom(story).Should().Be((true, false, false));
        Update(story, new() { MaxSize = 8 });
        LaunchesFrom(story).Should().Be((true, false, false));
    }

    [Test]
    public void Zones_are_kept_unless_others_are_named()
    {
        var story = Given();
        story.Change(world => world.Put(Group(story) with { SubnetIds = [], Zones = ["us-east-1a"] }));
        Update(story, new() { MaxSize = 9 });
        Group(story).Zones.Should().Equal("us-east-1a");
        Update(story, new() { AvailabilityZones = ["us-east-1b", "us-east-1c"] });
        Group(story).Zones.Should().Equal("us-east-1b", "us-east-1c");
    }

    [Test]
    public void What_is_desired_already_changes_nothing()
    {
        var story = Given();
        AutoScalingGroups.SetDesiredCapacity(story.World, new() { AutoScalingGroupName = "group", DesiredCapacity = 1 }, story.Now).Should().BeSameAs(story.World);
    }

    [Test]
    public void A_replacement_says_what_it_replaces()
    {
        var story = Given();
        var first = Group(story).Members.Single().InstanceId;
        story.Change(world => GroupMembers.Terminate(world, first, decrement: false, story.Now));
        story.Pass(TimeSpan.FromMinutes(1));
        story.World.ScalingActivities.Values.Select(activity => activity.Cause).Should().Contain(cause =>
            cause.StartsWith("At 2026-01-01T00:01:00Z an instance was taken out of service in response to a user request.  At 2026-01-01T00:01:00Z an instance was started", StringComparison.Ordinal));
    }

    private static LifecycleHookSpecification Hook(string name, string transition) => new() { LifecycleHookName = name, LifecycleTransition = transition, HeartbeatTimeout = 300 };

    private static Story Hooked()
    {
        var story = GroupTests.WithGroup(new()
        {
            DesiredCapacity = 2,
            LifecycleHookSpecificationList = [Hook("in", "autoscaling:EC2_INSTANCE_LAUNCHING"), Hook("out", "autoscaling:EC2_INSTANCE_TERMINATING")],
        });
        story.Pass(TimeSpan.FromSeconds(30));
        Group(story).Members.Should().OnlyContain(member => member.LifecycleState == "Pending:Wait");
        return story;
    }

    private static void Complete(Story story, string? instanceId) => story.Change(world => LifecycleHooks.Complete(world, new()
    {
        AutoScalingGroupName = "group",
        LifecycleHookName = "in",
        InstanceId = instanceId,
        LifecycleActionResult = "CONTINUE",
    }, story.Now));

    [Test]
    public void Only_a_member_that_is_held_can_go_on()
    {
        var story = Hooked();
        var first = Group(story).Members[0].InstanceId;
        Complete(story, first);
        story.Plan();
        Group(story).Members.Select(member => member.LifecycleState).Should().Equal("InService", "Pending:Wait");
        story.Invoking(each => Complete(each, first)).Should().Throw<ApiException>().WithMessage($"No active Lifecycle Action found with instance ID {first}");
        story.Invoking(each => Complete(each, "i-0")).Should().Throw<ApiException>().WithMessage("No active Lifecycle Action found with instance ID i-0");
    }

    [Test]
    public void Deleting_a_hook_leaves_the_others()
    {
        var story = Hooked();
        story.Change(world => LifecycleHooks.Delete(world, new() { AutoScalingGroupName = "group", LifecycleHookName = "in" }, story.Now));
        Group(story).Hooks.Select(hook => hook.LifecycleHookName).Should().Equal("out");
    }

    private static IEnumerable<string> Zones(Story story) => Group(story).Members.Where(member => member.Counts).Select(member => member.Zone).Order(StringComparer.Ordinal);

    private static void Desire(Story story, int desired)
    {
        story.Change(world => AutoScalingGroups.SetDesiredCapacity(world, new() { AutoScalingGroupName = "group", DesiredCapacity = desired }, story.Now));
        story.Pass(TimeSpan.FromMinutes(1));
    }

    [Test]
    public void The_zone_with_the_most_members_gives_first_and_among_equals_the_first()
    {
        var story = Given();
        Desire(story, 4);
        Zones(story).Should().Equal("us-east-1a", "us-east-1a", "us-east-1b", "us-east-1c");
        Desire(story, 3);
        Zones(story).Should().Equal("us-east-1a", "us-east-1b", "us-east-1c");
        Desire(story, 2);
        Zones(story).Should().Equal("us-east-1b", "us-east-1c");
    }

    [Test]
    public void In_its_zone_a_member_of_an_old_version_goes_before_an_older_one()
    {
        var story = Given();
        Desire(story, 4);
        var members = Group(story).Members.Where(member => member.Zone == "us-east-1a").Select(member => member.InstanceId).ToList();
        story.Change(world => world.Put(Group(story).With(Group(story).Members.First(member => member.InstanceId == members[1]) with { TemplateVersion = "0" })));
        Desire(story, 3);
        Group(story).Members.Where(member => member.Zone == "us-east-1a").Select(member => member.InstanceId).Should().Equal(members[0]);
    }

    [Test]
    public void Otherwise_the_oldest_goes()
    {
        var story = Given();
        Desire(story, 4);
        var members = Group(story).Members.Where(member => member.Zone == "us-east-1a").Select(member => member.InstanceId).ToList();
        Desire(story, 3);
        Group(story).Members.Where(member => member.Zone == "us-east-1a").Select(member => member.InstanceId).Should().Equal(members[1]);
    }
}
