using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Deployments;

/// <summary>StopServiceDeployment, and what it refuses.</summary>
public class StopTests
{
    [TestCase("PRE_SCALE_UP", 0)]
    [TestCase("SCALE_UP", 2)]
    [TestCase("POST_TEST_TRAFFIC_SHIFT", 2)]
    [TestCase("BAKE_TIME", 2)]
    public void Aborted_a_staged_deployment_stays_where_it_is(string stage, int green)
    {
        var story = Staged.At(stage);
        var percent = story.Rollout.ProductionPercent;
        story.StopDeployment(StopServiceDeploymentStopType.Abort);
        story.Settle();

        story.Rollout.Status.Should().Be("STOPPED");
        story.Rollout.StoppedAt.Should().NotBeNull();
        story.Rollout.ProductionPercent.Should().Be(percent);
        story.Running("demo:2").Should().HaveCount(green);
        story.Web.Primary!.DesiredCount.Should().Be(green, "what never was scaled up stays so");
        story.Web.SteadySince.Should().BeNull("two revisions run");
    }

    [Test]
    public void While_it_stays_blue_is_kept_at_its_count()
    {
        var story = Staged.Serving(Staged.BlueGreen(bakeMinutes: 60));
        story.Deploy();
        story.After(60);
        story.StopDeployment(StopServiceDeploymentStopType.Abort);
        story.Scale(3);
        story.Settle();
        story.Running("demo:1").Should().HaveCount(3);
    }

    [Test]
    public void What_was_aborted_is_tidied_up_by_the_next_deployment()
    {
        var story = Staged.At("POST_TEST_TRAFFIC_SHIFT");
        story.StopDeployment(StopServiceDeploymentStopType.Abort);
        story.Settle();
        story.Update(new() { DeploymentConfiguration = new() { LifecycleHooks = [], BakeTimeInMinutes = 60 } });
        story.Steps();
        story.Deploy("app:3");
        story.After(60);
        story.Steps().Should().StartWith("stage RECONCILE_SERVICE");
        story.Running("demo:2").Should().BeEmpty();
        story.Running("demo:3").Should().HaveCount(2);
    }

    private static ServiceStory Rolling()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(2);
        story.Settle();
        story.Around["app:2"] = new() { HealthyAfter = null };
        story.Deploy(check: new() { Command = ["CMD-SHELL", "true"] });
        story.After(60);
        story.Active.Should().Be(4);
        return story;
    }

    [Test]
    public void A_rolling_deployment_goes_back_when_asked()
    {
        var story = Rolling();
        story.BlueNeverChanges();
        story.StopDeployment(StopServiceDeploymentStopType.Rollback);
        story.Rollout.Status.Should().Be("ROLLBACK_IN_PROGRESS");
        story.Rollout.StatusReason.Should().Be("Service deployment rolled back because a rollback was requested.");
    }

    [Test]
    public void A_rolling_deployment_comes_to_rest_with_the_old_revision()
    {
        var story = Rolling();
        var stable = story.Web.StableRevisionId;
        story.StopDeployment();
        story.Settle();
        story.Rollout.Status.Should().Be("ROLLBACK_SUCCESSFUL");
        story.Web.Deployments.Should().ContainSingle().Which.RevisionId.Should().Be(stable);
        story.Running("demo:1").Should().HaveCount(2);
        story.Running("demo:2").Should().BeEmpty();
    }

    [Test]
    public void A_rolling_deployment_that_is_aborted_keeps_the_old_tasks()
    {
        var story = Rolling();
        story.BlueNeverChanges();
        story.StopDeployment(StopServiceDeploymentStopType.Abort);
        story.Settle();
        story.Rollout.Status.Should().Be("STOPPED");
        story.Running("demo:1").Should().HaveCount(2);
    }

    [Test]
    public void Asking_again_changes_nothing()
    {
        var story = Staged.At("PRODUCTION_TRAFFIC_SHIFT");
        story.StopDeployment();
        var before = story.World;
        StopServiceDeployment.Apply(before, new() { ServiceDeploymentArn = story.RolloutArn() }, story.Now).Should().BeSameAs(before);
        StopServiceDeployment.Apply(before, new() { ServiceDeploymentArn = story.RolloutArn(), StopType = StopServiceDeploymentStopType.Abort }, story.Now).Should().BeSameAs(before, "the way back goes on");
    }

    [Test]
    public void What_is_over_cannot_be_stopped()
    {
        var story = Staged.Serving(Staged.BlueGreen());
        story.Invoking(each => each.StopDeployment()).Should().Throw<ApiException>()
            .WithMessage("The service deployment cannot be stopped because its status is SUCCESSFUL.").Which.Code.Should().Be("ConflictException");
    }

    [Test]
    public void The_first_deployment_has_nothing_to_go_back_to()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(2);
        story.Invoking(each => each.StopDeployment()).Should().Throw<ApiException>()
            .WithMessage("The service deployment cannot be rolled back because there is no earlier service revision to go back to. Use the stop type ABORT.")
            .Which.Code.Should().Be("InvalidParameterException");
        story.StopDeployment(StopServiceDeploymentStopType.Abort);
        story.Rollout.Status.Should().Be("STOPPED");
    }

    [TestCase(null)]
    [TestCase("web")]
    [TestCase("arn:aws:ecs:us-east-1:123456789012:service/default/web")]
    public void It_takes_the_ARN_of_a_service_deployment(string? arn) =>
        Staged.Serving(Staged.BlueGreen()).Invoking(story => StopServiceDeployment.Apply(story.World, new() { ServiceDeploymentArn = arn }, story.Now))
            .Should().Throw<ApiException>().Which.Code.Should().Be("InvalidParameterException");

    [Test]
    public void An_unknown_one_is_not_found() =>
        Staged.Serving(Staged.BlueGreen()).Invoking(story => StopServiceDeployment.Apply(story.World, new() { ServiceDeploymentArn = story.RolloutArn() + "x" }, story.Now))
            .Should().Throw<ApiException>().WithMessage("The service deployment was not found. Specify a valid service deployment ARN and try again.")
            .Which.Code.Should().Be("ServiceDeploymentNotFoundException");
}
