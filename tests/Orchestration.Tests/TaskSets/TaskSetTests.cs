using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.TaskSets;

/// <summary>What becomes of task sets: their size, their stability, and their end.</summary>
public class TaskSetTests
{
    [Test]
    public void A_service_without_task_sets_runs_nothing_and_says_nothing()
    {
        var story = Sets.Begin();
        story.Settle();
        story.Events.Should().BeEmpty();
        story.Tasks.Should().BeEmpty();
    }

    [Test]
    public void A_task_set_starts_its_share_and_becomes_steady()
    {
        var story = Sets.Begin();
        var set = story.CreateSet(percent: 50);
        (set.Status, set.IsStable, set.StabilityAt).Should().Be(("ACTIVE", false, story.Now));
        story.Settle();
        story.RunningOf(set).Should().Be(2);
        story.Set(set.Id).IsStable.Should().BeTrue();
        story.Set(set.Id).StabilityAt.Should().Be(story.Tasks.Max(task => task.StartedAt));
        story.Web.Events.Select(each => each.Message).Reverse().Should().Equal(
            $"(service web, taskSet {set.Id}) has started 2 tasks: {string.Join(' ', story.Tasks.Select(task => $"(task {task.Id})"))}.",
            "(service web) has reached a steady state.");
        story.Tasks.Should().OnlyContain(task => task.StartedBy == set.Id && task.Group == "service:web" && task.LaunchType == "FARGATE");
    }

    [TestCase(4, 100, 4)]
    [TestCase(4, 10, 1)]
    [TestCase(10, 25, 3)]
    [TestCase(4, 0, 0)]
    [TestCase(0, 100, 0)]
    [TestCase(10, 33.3, 4)]
    [TestCase(3, 33.33333333333333, 1)]
    public void The_share_is_rounded_up(int desired, double percent, int tasks)
    {
        var story = Sets.Begin();
        story.Scale(desired);
        var set = story.CreateSet(percent);
        set.DesiredCountOf(story.Web.DesiredCount).Should().Be(tasks);
        story.Settle();
        story.RunningOf(set).Should().Be(tasks);
    }

    [Test]
    public void All_of_the_desired_count_where_nobody_says()
    {
        var story = Sets.Begin();
        story.CreateSet().Scale.Should().Be(100);
        story.CreateSet(Sets.Request with { Scale = new() { Unit = ScaleUnit.Percent } }).Scale.Should().Be(0, "a scale was said, without a value");
    }

    [Test]
    public void A_changed_scale_starts_and_stops_tasks_of_that_set_only()
    {
        var story = Sets.Begin();
        var one = story.CreateSet(100);
        var other = story.CreateSet(25);
        story.Settle();
        story.ScaleSet(one, 50);
        story.ScaleSet(other, 75);
        story.Set(other.Id).IsStable.Should().BeFalse();
        story.Settle();
        (story.RunningOf(one), story.RunningOf(other)).Should().Be((2, 3));
        story.Web.Events.Should().Contain(each => each.Message!.StartsWith($"(service web, taskSet {one.Id}) has stopped 2 running tasks: ", StringComparison.Ordinal));
        story.Web.TaskSets.Should().OnlyContain(set => set.IsStable);
        story.World.Tasks.Values.Where(task => !task.IsWanted).Should().OnlyContain(task => task.StoppedReason == $"Scaling activity initiated by (deployment {one.Id})");
    }

    [Test]
    public void The_services_desired_count_scales_every_set()
    {
        var story = Sets.Begin();
        var one = story.CreateSet(100);
        var other = story.CreateSet(50);
        story.Scale(6);
        story.Settle();
        (story.RunningOf(one), story.RunningOf(other)).Should().Be((6, 3));
    }

    [Test]
    public void A_task_that_is_lost_is_replaced_and_the_set_is_stabilizing_until_then()
    {
        var story = Sets.Begin();
        var set = story.CreateSet();
        story.Settle();
        story.Exit(story.Tasks.First());
        story.Set(set.Id).IsStable.Should().BeFalse();
        story.Settle();
        story.RunningOf(set).Should().Be(4);
        story.Set(set.Id).IsStable.Should().BeTrue();
    }

    [Test]
    public void An_unhealthy_task_is_replaced()
    {
        var story = Sets.Begin();
        story.Define("app:2", new() { Command = ["CMD-SHELL", "true"] });
        var set = story.CreateSet(definition: "demo:2");
        story.Settle();
        var sick = story.Tasks.First();
        story.Turn(sick, Orchestration.Tasks.ContainerHealth.Unhealthy);
        story.Settle();
        story.RunningOf(set).Should().Be(4);
        story.World.Tasks[sick.Id].StoppedReason.Should().Be("Task failed container health checks");
        story.Web.Events.Should().Contain(each => each.Message == $"(service web, taskSet {set.Id}) (task {sick.Id}) failed container health checks.");
    }

    [Test]
    public void Sick_tasks_are_given_their_grace_period()
    {
        var story = Sets.Begin();
        story.Update(new() { HealthCheckGracePeriodSeconds = 600 });
        story.Define("app:2", new() { Command = ["CMD-SHELL", "true"] });
        story.CreateSet(definition: "demo:2");
        story.After(60);
        var sick = story.Tasks.First();
        story.Turn(sick, Orchestration.Tasks.ContainerHealth.Unhealthy);
        story.After(sick.StartedAt!.Value.AddSeconds(599) - story.Now);
        story.World.Tasks[sick.Id].IsWanted.Should().BeTrue();
        story.After(1);
        story.World.Tasks[sick.Id].IsWanted.Should().BeFalse();
    }

    [Test]
    public void Launches_that_fail_slow_down_and_the_service_says_so_once()
    {
        var story = Sets.Begin();
        story.Around["app:1"] = new() { PullError = "CannotPullContainerError: no" };
        var set = story.CreateSet(percent: 25);
        story.After(TimeSpan.FromHours(2));
        story.Set(set.Id).Throttle.FailedRounds.Should().BeGreaterThan(3);
        // Doubling from 10 s up to 27 minutes: eight rounds in the first 43 minutes, then three more.
        story.World.Tasks.Values.Count(task => task.StartedBy == set.Id).Should().BeLessThan(8);
        story.Web.Events.Where(each => each.Message!.Contains("unable to consistently start tasks", StringComparison.Ordinal)).Should().ContainSingle()
            .Which.Message.Should().StartWith($"(service web, taskSet {set.Id}) ");

        story.Around["app:1"] = Behaviour.Good;
        story.Settle();
        story.RunningOf(set).Should().Be(1);
        story.Set(set.Id).Throttle.FailedRounds.Should().Be(0);
    }

    [Test]
    public void A_task_set_waits_for_room_on_machines()
    {
        var story = Sets.Begin();
        story.Define(Sets.OnMachines);
        var set = story.CreateSet(Sets.Request with { TaskDefinition = "machines", LaunchType = LaunchType.Ec2, NetworkConfiguration = null, Scale = new() { Value = 50 } });
        story.Settle();
        story.Web.IsUnplaced.Should().BeTrue();
        story.AddMachine();
        story.Settle();
        story.RunningOf(set).Should().Be(2);
        story.Web.IsUnplaced.Should().BeFalse();
    }

    [Test]
    public void A_deleted_set_drains_and_then_is_gone()
    {
        var story = Sets.Begin();
        var set = story.CreateSet();
        story.Settle();
        story.DeleteSet(set);
        story.Set(set.Id).Status.Should().Be("DRAINING");
        story.Set(set.Id).DesiredCountOf(4).Should().Be(0);
        story.Settle();
        story.Web.TaskSets.Should().BeEmpty();
        story.Tasks.Should().BeEmpty();
    }

    [Test]
    public void An_external_deployment_from_blue_to_green()
    {
        var story = Sets.Begin();
        var blue = story.CreateSet();
        story.MakePrimary(blue);
        story.Settle();

        story.Define("app:2");
        var green = story.CreateSet(definition: "demo:2");
        story.Settle();
        story.MakePrimary(green);
        (story.Set(green.Id).Status, story.Set(blue.Id).Status).Should().Be(("PRIMARY", "ACTIVE"));
        story.DeleteSet(blue);
        story.Settle();
        story.Web.TaskSets.Should().ContainSingle().Which.Id.Should().Be(green.Id);
        story.Running("demo:2").Should().HaveCount(4);
        story.Web.SteadySince.Should().NotBeNull();
    }

    [Test]
    public void A_deleted_service_takes_its_sets_along()
    {
        var story = Sets.Begin();
        story.CreateSet();
        story.CreateSet(percent: 50);
        story.Settle();
        story.Delete(force: true);
        story.Web.TaskSets.Should().OnlyContain(set => set.Status == "DRAINING");
        story.Settle();
        story.Web.Status.Should().Be("INACTIVE");
        story.Web.TaskSets.Should().BeEmpty();
    }

    [Test]
    public void A_restarted_World_plans_nothing_new()
    {
        var story = Sets.Begin();
        story.CreateSet();
        story.Settle();
        story.Decided();
        story.Change(world => world.Put(story.Web));
        story.Decided().Should().BeEmpty();
    }
}
