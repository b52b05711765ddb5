using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Deployments;

/// <summary>The steps of a staged deployment that goes back, and what is left of the strategy afterwards.</summary>
public class WayBackTests
{
    private static readonly string[] FromTest = ["stage CLEAN_UP"];
    private static readonly string[] FromProduction = ["stage TEST_TRAFFIC_SHIFT", "traffic 0 %, test 0 %", "stage CLEAN_UP"];

    private static IEnumerable<TestCaseData> WaysBack()
    {
        foreach (var stage in new[] { "PRE_SCALE_UP", "SCALE_UP", "POST_SCALE_UP" }) yield return new(stage, Array.Empty<string>());
        foreach (var stage in new[] { "POST_TEST_TRAFFIC_SHIFT", "PRE_PRODUCTION_TRAFFIC_SHIFT" }) yield return new(stage, FromTest);
        foreach (var stage in new[] { "POST_PRODUCTION_TRAFFIC_SHIFT", "BAKE_TIME" }) yield return new(stage, FromProduction);
    }

    [TestCaseSource(nameof(WaysBack))]
    public void Only_traffic_that_has_moved_moves_back(string stage, string[] steps)
    {
        var story = Staged.At(stage);
        story.StopDeployment();
        story.GoesBack();
        story.Steps().Should().Equal(steps);
    }

    [Test]
    public void On_its_way_back_blue_says_so()
    {
        var story = Staged.At("BAKE_TIME");
        story.StopDeployment();
        var blue = story.Web.Primary!;
        (blue.RolloutState, blue.RolloutStateReason).Should().Be(("IN_PROGRESS", $"ECS deployment rolling back to deploymentId {blue.Id}."));
    }

    [Test]
    public void What_was_left_of_an_earlier_attempt_has_not_failed()
    {
        var story = Staged.Serving(Staged.BlueGreen(bakeMinutes: 60));
        story.Deploy();
        story.After(60);
        story.Deploy("app:3");
        story.Rollout.Stage.Should().Be("RECONCILE_SERVICE");
        story.StopDeployment();
        story.Web.Deployments.Select(each => (each.IsPrimary, each.HasFailed)).Should().Equal([(true, false), (false, false)], "what failed had no task yet and is gone");
        story.GoesBack();
    }

    [Test]
    public void Green_that_cannot_be_pulled_is_started_less_and_less_often()
    {
        var story = Staged.Serving(Staged.BlueGreen(), desired: 1);
        story.Around["app:2"] = new() { PullError = "CannotPullContainerError: no" };
        story.Deploy();
        story.After(60);
        // An interface and a failing pull take 3 s: at 0, 13 and 36 s; the next would be at 79 s.
        story.World.Tasks.Values.Count(task => task.StartedBy == story.Web.Primary!.Id).Should().Be(3);
    }

    [Test]
    public void A_deployment_that_has_succeeded_leaves_a_service_that_is_kept_as_any_other()
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2(Requests.App with { Cpu = 512 }));
        var first = story.AddMachine();
        story.Create(ServiceStory.OnMachines with { DesiredCount = 2, DeploymentConfiguration = Staged.BlueGreen() });
        story.Settle();
        story.Rollout.Status.Should().Be("SUCCESSFUL");
        story.AddMachine('b');
        var fewest = story.Healthy;
        story.Rested += () => fewest = Math.Min(fewest, story.Healthy);
        story.Drain(first);
        story.Settle();
        fewest.Should().Be(2, "a task leaves a draining machine when its replacement is healthy");
        story.Tasks.Should().OnlyContain(task => task.ContainerInstanceId != first.Id);
    }
}
