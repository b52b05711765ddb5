using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Orchestration.Tests.AutoScaling;

/// <summary>PutLifecycleHook and what it refuses.</summary>
public class HookRuleTests
{
    private const string Launch = "autoscaling:EC2_INSTANCE_LAUNCHING";
    private const string Terminate = "autoscaling:EC2_INSTANCE_TERMINATING";

    private static PutLifecycleHookRequest Good { get; } = new() { AutoScalingGroupName = "group", LifecycleHookName = "hook", LifecycleTransition = Launch };

    private static ValueList<LifecycleHook> Hooks(Story story) => story.World.AutoScalingGroups["group"].Hooks;

    private static void Refused(string message, Action action) => action.Should().Throw<ApiException>().Where(error => error.Code == "ValidationError").WithMessage(message);

    [Test]
    public void A_hook_waits_an_hour_and_abandons_unless_told_otherwise()
    {
        var story = GroupTests.WithGroup();
        story.Change(world => LifecycleHooks.Put(world, Good));
        var hook = new LifecycleHook { LifecycleHookName = "hook", AutoScalingGroupName = "group", LifecycleTransition = Launch, HeartbeatTimeout = 3600, DefaultResult = "ABANDON", GlobalTimeout = 172_800 };
        Hooks(story).Should().Equal(hook);
        LifecycleHooks.Of("group", new() { LifecycleHookName = "hook", LifecycleTransition = Launch }).Should().Be(hook);

        story.Change(world => LifecycleHooks.Put(world, Good with { LifecycleHookName = "other", LifecycleTransition = Terminate }));
        story.Change(world => LifecycleHooks.Put(world, Good with { LifecycleTransition = null, HeartbeatTimeout = 60, DefaultResult = "CONTINUE", NotificationTargetARN = "arn:topic", RoleARN = "arn:role", NotificationMetadata = "data" }));
        Hooks(story).Select(each => each.LifecycleHookName).Should().Equal("other", "hook");
        Hooks(story)[1].Should().Be(hook with { HeartbeatTimeout = 60, DefaultResult = "CONTINUE", GlobalTimeout = 6000, NotificationTargetARN = "arn:topic", RoleARN = "arn:role", NotificationMetadata = "data" });
    }

    [Test]
    public void Hooks_have_rules()
    {
        var world = GroupTests.WithGroup().World;
        void Puts(string message, PutLifecycleHookRequest request) => Refused(message, () => LifecycleHooks.Put(world, request));
        Puts("LifecycleHookName is required.", Good with { LifecycleHookName = null });
        Puts("LifecycleTransition is required when creating a lifecycle hook.", Good with { LifecycleTransition = null });
        Puts("Invalid lifecycle transition: sleeping", Good with { LifecycleTransition = "sleeping" });
        Puts("HeartbeatTimeout must be between 30 and 7200 seconds.", Good with { HeartbeatTimeout = 29 });
        Puts("HeartbeatTimeout must be between 30 and 7200 seconds.", Good with { HeartbeatTimeout = 7201 });
        Puts("DefaultResult must be CONTINUE or ABANDON.", Good with { DefaultResult = "RETRY" });
        foreach (var good in new[] { 30, 7200 }) LifecycleHooks.Put(world, Good with { HeartbeatTimeout = good }).AutoScalingGroups["group"].Hooks[0].HeartbeatTimeout.Should().Be(good);
        Refused("LifecycleHookName is required.", () => LifecycleHooks.Of("group", new() { LifecycleTransition = Launch }));
        Refused("LifecycleTransition is required when creating a lifecycle hook.", () => LifecycleHooks.Of("group", new() { LifecycleHookName = "hook" }));
    }

    [Test]
    public void Only_what_a_hook_holds_can_be_completed()
    {
        var story = GroupTests.WithGroup(new() { DesiredCapacity = 1, LifecycleHookSpecificationList = [new() { LifecycleHookName = "hook", LifecycleTransition = Launch }] });
        CompleteLifecycleActionRequest request = new() { AutoScalingGroupName = "group", LifecycleHookName = "hook", InstanceId = "i-1", LifecycleActionResult = "CONTINUE" };
        Refused("No active Lifecycle Action found with instance ID i-1", () => LifecycleHooks.Complete(story.World, request, story.Now));
        Refused("No Lifecycle Hook found with name other for Auto Scaling group group", () => LifecycleHooks.Complete(story.World, request with { LifecycleHookName = "other" }, story.Now));
        Machines.Launching.Pass(story, TimeSpan.FromSeconds(30));
        var held = story.World.AutoScalingGroups["group"].Members[0].InstanceId;
        Refused("LifecycleActionResult must be CONTINUE or ABANDON.", () => LifecycleHooks.Complete(story.World, request with { InstanceId = held, LifecycleActionResult = "RETRY" }, story.Now));
        LifecycleHooks.Complete(story.World, request with { InstanceId = held }, story.Now).AutoScalingGroups["group"].Members[0].HookUntil.Should().Be(story.Now);
    }
}
