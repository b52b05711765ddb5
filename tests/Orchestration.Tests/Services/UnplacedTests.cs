using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>Services that find no room wait, say why once, and go on when there is room; and which capacity is used.</summary>
public class UnplacedTests
{
    private const string NoMachines =
        "was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

    private static string Full(string machine) =>
        $"was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance {machine}) has insufficient CPU units available. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

    /// <summary>A machine has room for four tasks of the definition.</summary>
    private static ServiceStory Story(int desired)
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2(Requests.App with { Cpu = 512 }));
        story.Create(ServiceStory.OnMachines with { DesiredCount = desired });
        return story;
    }

    [Test]
    public void A_service_waits_for_the_first_machine_and_says_so_once()
    {
        var story = Story(desired: 2);
        story.After(TimeSpan.FromHours(1));
        story.Events.Should().Equal(NoMachines);

        story.AddMachine();
        story.Settle();
        story.Events.Should().Equal(
            NoMachines,
            "has started 2 tasks: (task t1) (task t2).",
            "(deployment d1) deployment completed.",
            "has reached a steady state.");
    }

    [Test]
    public void What_fits_is_started_and_the_rest_follows_machine_by_machine()
    {
        var story = Story(desired: 10);
        story.AddMachine();
        story.Settle();
        story.Active.Should().Be(4);
        story.Events.Should().EndWith(Full("i1"));
        story.AddMachine();
        story.Settle();
        story.Active.Should().Be(8);
        story.AddMachine();
        story.Settle();
        story.Active.Should().Be(10);
        story.Web.IsUnplaced.Should().BeFalse();
    }

    [Test]
    public void Room_that_another_service_gives_back_is_taken()
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2(Requests.App with { Cpu = 512 }));
        story.AddMachine();
        story.Create(ServiceStory.OnMachines with { ServiceName = "other", DesiredCount = 3 });
        story.Settle();
        story.Create(ServiceStory.OnMachines with { DesiredCount = 3 });
        story.Settle();
        story.Active.Should().Be(1);

        story.Change(world => Orchestration.Services.UpdateService.Apply(world, new() { Service = "other", DesiredCount = 1 }, story.NextIds(), story.Now).World);
        story.Settle();
        story.Active.Should().Be(3);
        story.Events.Should().EndWith("has reached a steady state.");
    }

    [Test]
    public void Scaling_in_ends_the_wait_too()
    {
        var story = Story(desired: 6);
        story.AddMachine();
        story.Settle();
        story.Scale(4);
        story.Settle();
        story.Web.IsUnplaced.Should().BeFalse();
        story.Events.Should().EndWith("has reached a steady state.");
    }

    [Test]
    public void A_deployment_without_room_beside_the_old_tasks_goes_on_when_one_of_them_ends()
    {
        var story = Story(desired: 4);
        story.AddMachine();
        story.Settle();
        story.Update(new() { ForceNewDeployment = true });
        story.After(TimeSpan.FromMinutes(10));
        story.Events.Count(message => message == Full("i1")).Should().Be(1);
        story.Web.Deployments.Should().HaveCount(2);

        // All four have to stay healthy: each place that is lost is taken by the new deployment.
        foreach (var name in new[] { "t1", "t2", "t3", "t4" })
        {
            story.Exit(story.Task(name));
            story.Settle();
            story.Active.Should().Be(4);
        }
        story.Web.Deployments.Should().ContainSingle().Which.RolloutState.Should().Be("COMPLETED");
    }

    [Test]
    public void Tasks_leave_a_draining_machine_when_their_replacements_are_healthy()
    {
        var story = Story(desired: 2);
        var first = story.AddMachine();
        story.Settle();
        story.AddMachine();
        var fewest = story.Healthy;
        story.Rested += () => fewest = Math.Min(fewest, story.Healthy);
        story.Decided();

        story.Drain(first);
        story.Settle();

        story.Decided().Should().Equal(
            "web: d1 starts t3 on i2",
            "web: d1 starts t4 on i2",
            "web: says (service web) has started 2 tasks: (task t3) (task t4).",
            "web: not steady any more",
            "t1: end ServiceSchedulerInitiated: Scaling activity initiated by (deployment d1)",
            "t2: end ServiceSchedulerInitiated: Scaling activity initiated by (deployment d1)",
            "web: says (service web) has stopped 2 running tasks: (task t1) (task t2).",
            "web: steady");
        fewest.Should().Be(2);
    }

    [Test]
    public void They_stay_while_there_is_no_other_machine_and_the_minimum_needs_them()
    {
        var story = Story(desired: 2);
        var only = story.AddMachine();
        story.Settle();
        story.Drain(only);
        story.After(TimeSpan.FromHours(1));
        story.Healthy.Should().Be(2);
        story.AddMachine();
        story.Settle();
        story.Tasks.Should().OnlyContain(task => task.ContainerInstanceId != only.Id);
    }

    [Test]
    public void Capacity_providers_get_their_base_first_and_then_by_weight()
    {
        var story = new ServiceStory();
        story.Define();
        story.Create(ServiceStory.Request with
        {
            LaunchType = null,
            DesiredCount = 2,
            CapacityProviderStrategy = [new() { CapacityProvider = "FARGATE", Base = 2, Weight = 1 }, new() { CapacityProvider = "FARGATE_SPOT", Weight = 3 }],
        });
        Counts(story).Should().Be("2 0");
        story.Settle();
        story.Scale(6);
        Counts(story).Should().Be("3 3");
        story.Settle();
        story.Scale(10);
        Counts(story).Should().Be("4 6");
        story.Settle();
        story.Exit(story.Tasks.First(task => task.CapacityProviderName == "FARGATE_SPOT"));
        story.Settle();
        Counts(story).Should().Be("4 6");
    }

    private static string Counts(ServiceStory story) =>
        $"{story.Tasks.Count(task => task.CapacityProviderName == "FARGATE")} {story.Tasks.Count(task => task.CapacityProviderName == "FARGATE_SPOT")}";
}
