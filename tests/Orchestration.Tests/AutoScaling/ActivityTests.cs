using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tests.Machines;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Orchestration.Tests.AutoScaling;

/// <summary>What a group writes about its launches and terminations, and what it leaves undone while a process is suspended.</summary>
public class ActivityTests
{
    private const string Created = "At 2026-01-01T00:00:00Z a user request created an AutoScalingGroup changing the desired capacity from 0 to";

    private static AutoScalingGroupState Group(Story story) => story.World.AutoScalingGroups["group"];

    private static Story Running(CreateAutoScalingGroupRequest? request = null)
    {
        var story = GroupTests.WithGroup(request);
        story.Pass(TimeSpan.FromMinutes(1));
        return story;
    }

    private static void Suspend(Story story, params ValueList<string> processes) => story.Change(world => world.Put(Group(story) with { SuspendedProcesses = processes }));

    private static void Desire(Story story, int desired) => story.Change(world => AutoScalingGroups.SetDesiredCapacity(world, new() { AutoScalingGroupName = "group", DesiredCapacity = desired }, story.Now));

    private static ScalingActivity Last(Story story) => story.World.ScalingActivities.Values.MaxBy(activity => activity.StartedAt)!;

    [Test]
    public void A_launch_says_why_and_where()
    {
        var story = Running(new() { DesiredCapacity = 1 });
        var member = Group(story).Members.Single();
        var machine = story.World.FindEc2<Ec2Instance>(member.InstanceId)!;
        var activity = story.World.ScalingActivities.Values.Single();
        activity.Description.Should().Be($"Launching a new EC2 instance: {machine.Id}");
        activity.Cause.Should().Be(Created + " 1.  At 2026-01-01T00:00:00Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 0 to 1.");
        activity.Details.Should().Be($"{{\"Subnet ID\":\"{machine.SubnetId}\",\"Availability Zone\":\"us-east-1a\"}}");
        (activity.StatusCode, activity.StatusMessage, activity.Progress, activity.EndedAt).Should().Be(("Successful", null, 100, Story.Start + TimeSpan.FromSeconds(10)));
        (member.TemplateVersion, member.State, machine.GroupName).Should().Be(("1", MemberState.InService, "group"));
    }

    [Test]
    public void A_failed_launch_says_why_and_is_tried_again_after_a_minute()
    {
        var story = GroupTests.WithGroup(new() { DesiredCapacity = 1 });
        story.Change(world => LaunchTemplates.Delete(world, null, "ecs").World);
        story.Plan();
        var id = Group(story).LaunchTemplate!.LaunchTemplateId;
        var why = $"The specified launch template, with template ID {id}, does not exist.";
        (Last(story).Description, Last(story).StatusMessage, Last(story).StatusCode).Should().Be(("Launching a new EC2 instance.  Status Reason: " + why, why + " Launching EC2 instance failed.", "Failed"));
        story.Pass(TimeSpan.FromSeconds(59));
        story.World.ScalingActivities.Should().ContainSingle();
        story.Pass(TimeSpan.FromSeconds(1));
        story.World.ScalingActivities.Should().HaveCount(2);
    }

    [Test]
    public void What_is_to_be_tried_again_while_it_is_suspended_waits_for_its_resumption()
    {
        var story = GroupTests.WithGroup(new() { DesiredCapacity = 1 });
        story.Change(world => LaunchTemplates.Delete(world, null, "ecs").World);
        story.Plan();
        Suspend(story, "Launch");
        story.Pass(TimeSpan.FromMinutes(2));
        story.World.ScalingActivities.Should().ContainSingle();
        Suspend(story);
        story.Plan();
        story.World.ScalingActivities.Should().HaveCount(2);
    }

    [Test]
    public void A_termination_says_which_and_why()
    {
        var story = Running(new() { DesiredCapacity = 2 });
        Desire(story, 1);
        story.Plan();
        var gone = Group(story).Members.Single(member => member.State == MemberState.Terminating).InstanceId;
        Last(story).Description.Should().Be($"Terminating EC2 instance: {gone}");
        Last(story).Cause.Should().Be("At 2026-01-01T00:01:00Z a user request explicitly set group desired capacity changing the desired capacity from 2 to 1.  At 2026-01-01T00:01:00Z an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 2 to 1.  "
            + $"At 2026-01-01T00:01:00Z instance {gone} was selected for termination.");
    }

    [Test]
    public void A_group_deleted_by_force_says_so()
    {
        var story = Running(new() { DesiredCapacity = 2 });
        story.Change(world => AutoScalingGroups.Delete(world, "group", force: true, story.Now));
        story.World.ScalingActivities.Values.Select(activity => activity.Cause).Should().Contain("At 2026-01-01T00:01:00Z a user request force deleted the AutoScalingGroup changing the desired capacity from 2 to 0.");
        Group(story).Members.Should().OnlyContain(member => member.State == MemberState.Terminating && !member.IsUnhealthy);
    }

    [Test]
    public void Without_Launch_nothing_is_launched()
    {
        var story = GroupTests.WithGroup();
        Suspend(story, "Launch");
        story.Pass(TimeSpan.FromMinutes(5));
        Group(story).Members.Should().BeEmpty();
        Suspend(story);
        story.Pass(TimeSpan.FromMinutes(1));
        Group(story).Members.Should().HaveCount(3);
    }

    [Test]
    public void Without_Terminate_nothing_is_terminated_to_shrink()
    {
        var story = Running();
        Suspend(story, "Terminate");
        Desire(story, 0);
        story.Pass(TimeSpan.FromMinutes(5));
        Group(story).Members.Should().HaveCount(3);
        Suspend(story, "Launch");
        story.Pass(TimeSpan.FromMinutes(1));
        Group(story).Members.Should().BeEmpty();
    }

    [Test]
    public void Without_HealthCheck_a_stopped_member_stays()
    {
        var story = Running();
        var id = Group(story).Members[0].InstanceId;
        Suspend(story, "HealthCheck");
        story.Change(world => InstanceCommands.Stop(world, [id], story.Now));
        story.Pass(TimeSpan.FromMinutes(5));
        Group(story).Members.Should().HaveCount(3).And.Contain(member => member.InstanceId == id);
        Suspend(story);
        story.Plan();
        story.World.ScalingActivities.Values.Select(activity => activity.Cause).Should().Contain(
            "At 2026-01-01T00:06:00Z an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.");
        Group(story).Members.Single(member => member.InstanceId == id).IsUnhealthy.Should().BeTrue();
    }

    [Test]
    public void An_abandoned_launch_says_so()
    {
        var story = GroupTests.WithGroup(new() { DesiredCapacity = 1, LifecycleHookSpecificationList = [new() { LifecycleHookName = "hook", LifecycleTransition = "autoscaling:EC2_INSTANCE_LAUNCHING", HeartbeatTimeout = 30 }] });
        story.Pass(TimeSpan.FromSeconds(40));
        Last(story).Cause.Should().Be("At 2026-01-01T00:00:40Z an instance was taken out of service because its lifecycle action was abandoned.");
        Group(story).Members.Single().IsUnhealthy.Should().BeFalse();
    }

    [Test]
    public void The_first_hook_to_end_is_waited_for()
    {
        GroupMember Held(string id, int seconds) => new(id, "us-east-1a") { HookUntil = Story.Start + TimeSpan.FromSeconds(seconds) };
        var group = new AutoScalingGroupState("group", "id", Story.Start) { Members = [Held("i-1", 20), Held("i-2", 10)], RetryAt = Story.Start };
        group.NextWake.Should().Be(new Wake(Story.Start + TimeSpan.FromSeconds(10), IsUpkeep: false));
        (group with { Members = [] }).NextWake.Should().Be(new Wake(Story.Start, IsUpkeep: true));
        (group with { Members = [], RetryAt = null }).NextWake.Should().BeNull();
    }
}
