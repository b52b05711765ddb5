using Workbook.Orchestration.Tests.Deployments;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.History;

/// <summary>The lives of services as <c>workbook explain</c> tells them.</summary>
public class ServiceNarrationTests
{
    private static IReadOnlyList<string> Told(ServiceStory story) => story.World.Told(EntityKind.Service, "default/web");

    [Test]
    public void A_service_that_is_created_scaled_and_deleted()
    {
        var story = new ServiceStory();
        story.Define();
        story.Create(desired: 2);
        story.Settle();
        story.Scale(1);
        story.Settle();
        story.Delete(force: true);
        story.Settle();
        Told(story).Should().Equal(
            "d1 begins: 2 tasks of demo:1",
            "event: (service web) has started 2 tasks: (task t1) (task t2).",
            "d1 is COMPLETED",
            "the service is steady",
            "UpdateService: 1 tasks are desired",
            "event: (service web) has stopped 1 running tasks: (task t1).",
            "leave steady state",
            "the service is steady",
            "DeleteService was called",
            "event: (service web) has stopped 1 running tasks: (task t2).",
            "retire service");
    }

    [Test]
    public void A_rolling_update()
    {
        var story = new ServiceStory();
        story.Define();
        story.Create(desired: 1);
        story.Settle();
        story.Define("app:2");
        story.Update(new() { TaskDefinition = "demo:2" });
        story.Settle();
        Told(story).Should().Equal(
            "d1 begins: 1 tasks of demo:1",
            "event: (service web) has started 1 tasks: (task t1).",
            "d1 is COMPLETED",
            "the service is steady",
            "d2 begins: 1 tasks of demo:2",
            "event: (service web) has started 1 tasks: (task t2).",
            "event: (service web) has stopped 1 running tasks: (task t1).",
            "d1 shall have 0 tasks",
            "drop d1",
            "d2 is COMPLETED",
            "the service is steady");
    }

    [Test]
    public void A_rollback()
    {
        var story = new ServiceStory();
        story.Define();
        story.Create(desired: 1, breaker: new() { Enable = true, Rollback = true, ThresholdConfiguration = new() { Type = "COUNT", Value = 1 } });
        var stable = story.Web.RevisionId;
        story.Settle();
        story.Around["app:2"] = new() { PullError = "CannotPullContainerError: no" };
        story.Define("app:2");
        story.Update(new() { TaskDefinition = "demo:2" });
        story.Settle();
        Told(story).Should().Equal(
            "d1 begins: 1 tasks of demo:1",
            "event: (service web) has started 1 tasks: (task t1).",
            "d1 is COMPLETED",
            "the service is steady",
            "d2 begins: 1 tasks of demo:2",
            "event: (service web) has started 1 tasks: (task t2).",
            $"roll d2 back to revision {stable}",
            "event: (service web) has started 1 tasks: (task t3).",
            "d2 shall have 0 tasks",
            "drop d2",
            "event: (service web) has stopped 1 running tasks: (task t1).",
            "d1 shall have 0 tasks",
            "drop d1",
            "d3 is COMPLETED",
            "the service is steady");
    }

    [Test]
    public void A_service_without_room()
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2());
        story.Create(ServiceStory.OnMachines);
        story.After(60);
        story.AddMachine();
        story.Settle();
        Told(story).Should().Equal(
            "d1 begins: 1 tasks of demo:1",
            "event: (service web) was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
            "event: (service web) has started 1 tasks: (task t1).",
            "no task waits for room any more",
            "d1 is COMPLETED",
            "the service is steady");
    }

    [Test]
    public void A_daemon()
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2());
        story.AddMachine();
        story.Create(ServiceStory.OnMachines with { SchedulingStrategy = SchedulingStrategy.Daemon, DesiredCount = null });
        story.Settle();
        Told(story).Should().Equal(
            "d1 begins: 0 tasks of demo:1",
            "the daemon shall have 1 tasks",
            "event: (service web) has started 1 tasks: (task t1).",
            "d1 is COMPLETED",
            "the service is steady");
    }

    [Test]
    public void Blue_green_that_goes_back()
    {
        var story = Staged.Serving(Staged.BlueGreen(60, Staged.Lambda("POST_PRODUCTION_TRAFFIC_SHIFT")));
        story.Deploy();
        story.After(60);
        var hook = story.Hook().Id;
        story.Answer("FAILED");
        story.GoesBack();
        Told(story).Should().Equal(
            "d1 begins: 2 tasks of demo:1",
            "event: (service web) has started 2 tasks: (task t1) (task t2).",
            "d1 is COMPLETED",
            "the service is steady",
            "UpdateService: 2 tasks are desired",
            "d2 begins: 2 tasks of demo:2",
            "enter PRE_SCALE_UP",
            "enter SCALE_UP",
            "event: (service web) has started 2 tasks: (task t3) (task t4).",
            "enter POST_SCALE_UP",
            "enter TEST_TRAFFIC_SHIFT",
            "send 0 % of the production traffic and 100 % of the test traffic to the target revision",
            "enter POST_TEST_TRAFFIC_SHIFT",
            "enter PRE_PRODUCTION_TRAFFIC_SHIFT",
            "enter PRODUCTION_TRAFFIC_SHIFT",
            "send 100 % of the production traffic and 100 % of the test traffic to the target revision",
            "enter POST_PRODUCTION_TRAFFIC_SHIFT",
            $"call the lifecycle hook {hook}",
            $"the lifecycle hook {hook} answered FAILED",
            $"go back from d2 to d1: POST_PRODUCTION_TRAFFIC_SHIFT lifecycle hook(s) failed. Lifecycle hook target {Staged.Function} returned FAILED status",
            "enter TEST_TRAFFIC_SHIFT",
            "send 0 % of the production traffic and 0 % of the test traffic to the target revision",
            "enter CLEAN_UP",
            "d2 shall have 0 tasks",
            "event: (service web) has stopped 2 running tasks: (task t3) (task t4).",
            "drop d2",
            "d1 is COMPLETED",
            "the service is steady");
    }

    [Test]
    public void A_deployment_that_fails()
    {
        var story = new ServiceStory();
        story.Around["app:1"] = new() { PullError = "CannotPullContainerError: no" };
        story.Define();
        story.Create(desired: 1, breaker: new() { Enable = true, ThresholdConfiguration = new() { Type = "COUNT", Value = 1 } });
        story.Settle();
        Told(story).Should().Equal(
            "d1 begins: 1 tasks of demo:1",
            "event: (service web) has started 1 tasks: (task t1).",
            "d1 is FAILED: tasks failed to start");
    }

    [Test]
    public void A_task_of_a_service_begins_with_the_reason_why_it_was_started()
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2());
        story.AddMachine();
        story.Create(ServiceStory.OnMachines);
        story.World.Told(EntityKind.Task, story.Tasks.Single().Id)[0].Should().Be("start task t1 of d1 on container instance t2");
        story = new();
        story.Define();
        story.Create(ServiceStory.Request with { LaunchType = null, CapacityProviderStrategy = [new() { CapacityProvider = "FARGATE_SPOT", Weight = 1 }] });
        story.World.Told(EntityKind.Task, story.Tasks.Single().Id)[0].Should().Be("start task t1 of d1 with FARGATE_SPOT");
        story = new();
        story.Define();
        story.Create(desired: 1);
        story.World.Told(EntityKind.Task, story.Tasks.Single().Id)[0].Should().Be("start task t1 of d1");
    }
}
