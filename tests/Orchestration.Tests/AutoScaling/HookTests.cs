using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tests.Machines;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Orchestration.Tests.AutoScaling;

/// <summary>What becomes of machines that a lifecycle hook holds.</summary>
public class HookTests
{
    private const string Launch = "autoscaling:EC2_INSTANCE_LAUNCHING";
    private const string Terminate = "autoscaling:EC2_INSTANCE_TERMINATING";

    private static AutoScalingGroupState Group(Story story) => story.World.AutoScalingGroups["group"];

    private static Story WithHook(string transition, string? defaultResult) => GroupTests.WithGroup(new()
    {
        DesiredCapacity = 1,
        LifecycleHookSpecificationList = [new() { LifecycleHookName = "hook", LifecycleTransition = transition, HeartbeatTimeout = 300, DefaultResult = defaultResult }],
    });

    /// <summary>A group whose machine has booted and waits for its hook.</summary>
    private static (Story Story, Ec2Instance Machine) Held(string? defaultResult)
    {
        var story = WithHook(Launch, defaultResult);
        story.Pass(TimeSpan.FromSeconds(30));
        Group(story).Members.Should().ContainSingle().Which.LifecycleState.Should().Be("Pending:Wait");
        return (story, story.World.FindEc2<Ec2Instance>(Group(story).Members[0].InstanceId)!);
    }

    private static void Complete(Story story, Ec2Instance machine, string result)
    {
        story.Change(world => LifecycleHooks.Complete(world, new() { AutoScalingGroupName = "group", LifecycleHookName = "hook", InstanceId = machine.Id, LifecycleActionResult = result }, story.Now));
        story.Plan();
    }

    [TestCase("ABANDON")]
    [TestCase(null)]
    public void A_launch_that_nobody_completes_is_abandoned_by_default_and_tried_again_without_hurry(string? defaultResult)
    {
        var (story, machine) = Held(defaultResult);
        // It booted for 10 seconds and then waited for 300.
        story.Pass(TimeSpan.FromSeconds(279));
        Group(story).Members[0].LifecycleState.Should().Be("Pending:Wait");
        story.Pass(TimeSpan.FromSeconds(1)).Should().Equal("AbandonMember");
        story.Machine(machine).Status.Should().Be(Ec2InstanceStatus.ShuttingDown);

        story.Pass(TimeSpan.FromSeconds(20));
        Group(story).Members.Should().BeEmpty();
        story.World.Agenda.NextProgressAt.Should().BeNull("an automatic clock would launch and terminate for ever");
        story.Pass(TimeSpan.FromSeconds(40)).Should().Contain("launch in us-east-1a");
    }

    [Test]
    public void A_launch_that_nobody_completes_continues_where_the_hook_says_so()
    {
        var (story, machine) = Held("CONTINUE");
        story.Pass(TimeSpan.FromSeconds(280)).Should().Equal("member InService");
        story.Machine(machine).Status.Should().Be(Ec2InstanceStatus.Running);
    }

    [Test]
    public void Completing_a_launch_decides_whatever_the_hooks_default_is()
    {
        var (story, machine) = Held("ABANDON");
        Complete(story, machine, "CONTINUE");
        Group(story).Members.Should().ContainSingle().Which.LifecycleState.Should().Be("InService");

        (story, machine) = Held("CONTINUE");
        Complete(story, machine, "ABANDON");
        story.Machine(machine).Status.Should().Be(Ec2InstanceStatus.ShuttingDown);
        Group(story).Members.Where(member => member.Counts).Should().ContainSingle("it is replaced at once").Which.InstanceId.Should().NotBe(machine.Id);
    }

    [Test]
    public void Deleting_a_hook_abandons_the_launches_that_it_holds()
    {
        var (story, machine) = Held("CONTINUE");
        story.Change(world => LifecycleHooks.Delete(world, new() { AutoScalingGroupName = "group", LifecycleHookName = "hook" }, story.Now));
        story.Plan();
        story.Machine(machine).Status.Should().Be(Ec2InstanceStatus.ShuttingDown);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Deleting_a_hook_or_its_group_by_force_releases_what_waits_to_be_terminated(bool byForce)
    {
        var story = WithHook(Terminate, null);
        story.Pass(TimeSpan.FromMinutes(1));
        story.Change(world => AutoScalingGroups.SetDesiredCapacity(world, new() { AutoScalingGroupName = "group", DesiredCapacity = 0 }, story.Now));
        story.Plan();
        Group(story).Members.Should().ContainSingle().Which.LifecycleState.Should().Be("Terminating:Wait");

        story.Change(world => byForce
            ? AutoScalingGroups.Delete(world, "group", force: true, story.Now)
            : LifecycleHooks.Delete(world, new() { AutoScalingGroupName = "group", LifecycleHookName = "hook" }, story.Now));
        story.Pass(TimeSpan.FromSeconds(20));

        story.World.Ec2<Ec2Instance>(EntityKind.Ec2Instance).Should().OnlyContain(machine => machine.IsGone);
        story.World.AutoScalingGroups.ContainsKey("group").Should().Be(!byForce);
    }

    [Test]
    public void Managed_draining_lets_go_of_instances_that_registered_before_their_group_had_a_capacity_provider()
    {
        var story = GroupTests.WithGroup(new() { DesiredCapacity = 2 });
        story.Pass(TimeSpan.FromMinutes(1));
        story.Change(world => ProviderRules.Create(world, new() { Name = "own", AutoScalingGroupProvider = new() { AutoScalingGroupArn = "group" } }).World);
        story.Change(world => ClusterRules.PutCapacityProviders(world, new() { Cluster = "default", CapacityProviders = ["own"], DefaultCapacityProviderStrategy = [] }).World);
        story.Plan();
        InstanceRules.In(story.World, "default").Should().HaveCount(2).And.OnlyContain(instance => instance.CapacityProviderName == null);

        story.Change(world => AutoScalingGroups.SetDesiredCapacity(world, new() { AutoScalingGroupName = "group", DesiredCapacity = 0 }, story.Now));
        story.Pass(TimeSpan.FromSeconds(20));

        Group(story).Members.Should().BeEmpty();
        InstanceRules.In(story.World, "default").Should().BeEmpty();
    }
}
