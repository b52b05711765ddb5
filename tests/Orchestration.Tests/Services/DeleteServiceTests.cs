using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>DeleteService: DRAINING until the tasks have stopped, then INACTIVE, then forgotten.</summary>
public class DeleteServiceTests
{
    private static ServiceStory Steady(int desired)
    {
        var story = new ServiceStory();
        story.Define();
        story.Create(desired);
        story.Settle();
        story.Decided();
        return story;
    }

    [Test]
    public void A_service_that_wants_tasks_is_deleted_only_by_force()
    {
        var story = Steady(desired: 1);
        var before = story.World;
        FluentActions.Invoking(() => story.Delete()).Should().Throw<ApiException>()
            .WithMessage("The service cannot be stopped while it is scaled above 0.").Which.Code.Should().Be("InvalidParameterException");
        story.World.Should().BeSameAs(before);
    }

    [Test]
    public void Its_tasks_stop_and_then_it_is_INACTIVE()
    {
        var story = Steady(desired: 2);

        story.Delete(force: true);

        story.Web.Status.Should().Be("DRAINING");
        story.Decided().Should().Equal(
            "t1: end ServiceSchedulerInitiated: Scaling activity initiated by (deployment d1)",
            "t2: end ServiceSchedulerInitiated: Scaling activity initiated by (deployment d1)",
            "web: says (service web) has stopped 2 running tasks: (task t1) (task t2).");
        story.Settle();
        story.Web.Status.Should().Be("INACTIVE");
        story.Web.Deployments.Should().BeEmpty();
        story.World.ServiceIndex[ServiceBuckets.In("default")].Should().BeEmpty("it is not listed");
    }

    [Test]
    public void Scaled_to_nothing_it_needs_no_force()
    {
        var story = Steady(desired: 0);
        story.Delete();
        story.Web.Status.Should().Be("INACTIVE");
    }

    [Test]
    public void Deleting_again_answers_with_the_service()
    {
        var story = Steady(desired: 1);
        story.Delete(force: true);
        story.Delete();
        story.Web.Status.Should().Be("DRAINING");
        story.Settle();
        story.Delete();
        story.Web.Status.Should().Be("INACTIVE");
    }

    [Test]
    public void An_unknown_one_is_not_found()
    {
        var story = Steady(desired: 0);
        FluentActions.Invoking(() => DeleteService.Apply(story.World, new() { Service = "nobody" }, story.Now)).Should().Throw<ApiException>()
            .WithMessage("Service not found.").Which.Code.Should().Be("ServiceNotFoundException");
    }

    [Test]
    public void An_INACTIVE_service_can_be_described_for_a_while_and_then_is_gone_with_its_history()
    {
        var story = Steady(desired: 1);
        story.Delete(force: true);
        story.Settle();
        story.World.ServiceRevisions.Should().HaveCount(1);

        story.After(ServiceWakes.Remembered - TimeSpan.FromSeconds(1));
        ServiceIdentifiers.Find(story.World, "default", "web")!.Status.Should().Be("INACTIVE");
        story.After(seconds: 1);

        story.World.Services.Should().BeEmpty();
        story.World.ServiceRevisions.Should().BeEmpty();
        story.World.ServiceDeployments.Should().BeEmpty();
        story.After(TimeSpan.FromHours(1));
        story.World.Tasks.Should().BeEmpty();
        story.World.DeploymentTallies.Should().BeEmpty();
    }

    [Test]
    public void While_it_drains_its_name_is_taken()
    {
        var story = Steady(desired: 1);
        story.Delete(force: true);
        FluentActions.Invoking(() => story.Create(desired: 1)).Should().Throw<ApiException>().WithMessage("Unable to Start a service that is still Draining.");
    }

    [Test]
    public void After_that_the_name_is_free_for_another_service()
    {
        var story = Steady(desired: 1);
        story.Delete(force: true);
        story.Settle();
        story.Create(desired: 2);
        story.Settle();
        story.Web.Status.Should().Be("ACTIVE");
        story.World.ServiceRevisions.Should().ContainSingle();
        story.Running("demo:1").Should().Equal("t2", "t3");
        story.After(ServiceWakes.Remembered);
        story.Web.Status.Should().Be("ACTIVE", "the one that was to be forgotten is another one");
    }

    [Test]
    public void A_deployment_under_way_is_stopped()
    {
        var story = Steady(desired: 1);
        story.Update(new() { ForceNewDeployment = true });
        story.Delete(force: true);
        story.Rollout.Status.Should().Be("STOPPED");
        story.Settle();
        story.Tasks.Should().BeEmpty();
    }

    [Test]
    public void Launches_that_fail_while_it_drains_do_not_keep_it()
    {
        var story = new ServiceStory();
        story.Around["app:1"] = new() { PullError = "CannotPullContainerError: no" };
        story.Define();
        story.Create(desired: 3);
        story.After(seconds: 2);
        story.Delete(force: true);
        story.After(TimeSpan.FromMinutes(1));
        story.Web.Status.Should().Be("INACTIVE");
    }
}
