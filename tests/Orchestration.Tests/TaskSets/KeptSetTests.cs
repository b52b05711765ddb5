using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.TaskSets;

/// <summary>How a task set is kept at its count: on machines that are drained or full, and with tasks that fail their health checks.</summary>
public class KeptSetTests
{
    private static (ServiceStory Story, Orchestration.Capacity.Instance Machine) OnMachine(int desired)
    {
        var story = new ServiceStory();
        story.Define(Sets.OnMachines);
        var machine = story.AddMachine();
        story.Create(Sets.External with { LaunchType = LaunchType.Ec2, DesiredCount = desired });
        story.CreateSet(new() { Service = "web", TaskDefinition = "machines", LaunchType = LaunchType.Ec2 });
        story.Settle();
        return (story, machine);
    }

    [Test]
    public void Its_tasks_leave_a_draining_machine_at_once()
    {
        var (story, machine) = OnMachine(desired: 2);
        var other = story.AddMachine();
        story.Drain(machine);
        story.Tasks.Should().HaveCount(2).And.OnlyContain(task => task.ContainerInstanceId == other.Id);
    }

    [Test]
    public void A_set_that_found_no_room_waits_no_longer_once_it_is_large_enough()
    {
        var (story, _) = OnMachine(desired: 5);
        story.Tasks.Should().HaveCount(4);
        story.Web.IsUnplaced.Should().BeTrue();
        story.Scale(4);
        story.Web.IsUnplaced.Should().BeFalse();
        story.Web.SteadySince.Should().NotBeNull();
    }

    [Test]
    public void Each_task_has_its_own_grace_period()
    {
        var story = new ServiceStory();
        story.Define("app:1", new() { Command = ["CMD-SHELL", "true"] });
        story.Create(Sets.External with { DesiredCount = 1, HealthCheckGracePeriodSeconds = 120 });
        story.CreateSet();
        story.Settle();
        story.After(60);
        story.Scale(2);
        story.After(30);
        foreach (var task in story.Tasks.ToList()) story.Turn(task, ContainerHealth.Unhealthy);
        var (first, second) = (story.Task("t1"), story.Task("t2"));

        var end = first.StartedAt!.Value + TimeSpan.FromSeconds(120);
        story.After(end - TimeSpan.FromSeconds(1) - story.Now);
        story.World.Tasks[first.Id].IsWanted.Should().BeTrue();
        story.After(1);
        (story.World.Tasks[first.Id].IsWanted, story.World.Tasks[second.Id].IsWanted).Should().Be((false, true));
        story.After(second.StartedAt!.Value + TimeSpan.FromSeconds(120) - story.Now);
        story.World.Tasks[second.Id].IsWanted.Should().BeFalse();
    }
}
