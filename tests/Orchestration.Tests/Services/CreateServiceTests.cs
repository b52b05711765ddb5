using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>CreateService: defaults, the first deployment, and the same call again.</summary>
public class CreateServiceTests
{
    private static ServiceStory WithDefinition()
    {
        var story = new ServiceStory();
        story.Define();
        return story;
    }

    [Test]
    public void What_nobody_says_has_the_defaults_of_ECS()
    {
        var story = WithDefinition();

        var service = story.Create(ServiceStory.Request);

        service.Status.Should().Be("ACTIVE");
        service.SchedulingStrategy.Should().Be("REPLICA");
        service.Controller.Should().Be("ECS");
        service.PropagateTags.Should().Be("NONE");
        service.AvailabilityZoneRebalancing.Should().Be("ENABLED");
        service.DeploymentConfiguration.Should().Be(new DeploymentConfiguration
        {
            MaximumPercent = 200,
            MinimumHealthyPercent = 100,
            Strategy = "ROLLING",
            BakeTimeInMinutes = 0,
            Alarms = new() { AlarmNames = [], Enable = false, Rollback = false },
            DeploymentCircuitBreaker = new()
            {
                Enable = false,
                Rollback = false,
                ResetOnHealthyTask = true,
                ThresholdConfiguration = new() { Type = "BOUNDED_PERCENT", Value = 50 },
            },
        });
    }

    [Test]
    public void A_daemon_has_others()
    {
        var story = WithDefinition();
        story.Define(TaskDefinitions.Requests.Ec2());

        var service = story.Create(ServiceStory.OnMachines with { SchedulingStrategy = "DAEMON", DesiredCount = null });

        service.DeploymentConfiguration.MaximumPercent.Should().Be(100);
        service.DeploymentConfiguration.MinimumHealthyPercent.Should().Be(0);
        service.AvailabilityZoneRebalancing.Should().Be("DISABLED");
        service.DesiredCount.Should().Be(0);
    }

    [Test]
    public void The_first_deployment_starts_all_tasks_and_is_complete_when_they_run()
    {
        var story = WithDefinition();
        story.Create(desired: 2);

        story.Web.Primary!.RolloutState.Should().Be("IN_PROGRESS");
        story.Web.Primary.RolloutStateReason.Should().Be($"ECS deployment {story.Web.Primary.Id} in progress.");
        story.Rollout.Status.Should().Be("IN_PROGRESS");
        // A network interface, a pull and a start take 4 s.
        story.After(seconds: 3);
        (story.Active, story.Healthy).Should().Be((2, 0));
        story.After(seconds: 1);
        (story.Active, story.Healthy).Should().Be((2, 2));

        story.Events.Should().Equal(
            "has started 2 tasks: (task t1) (task t2).",
            "(deployment d1) deployment completed.",
            "has reached a steady state.");
        story.Web.Primary!.RolloutStateReason.Should().Be($"ECS deployment {story.Web.Primary.Id} completed.");
        story.Rollout.Status.Should().Be("SUCCESSFUL");
        story.Rollout.FinishedAt.Should().Be(Story.Start + TimeSpan.FromSeconds(4));
    }

    [Test]
    public void Its_tasks_say_whose_they_are()
    {
        var story = WithDefinition();
        story.Create(desired: 1);

        var task = story.Tasks.Should().ContainSingle().Subject;

        task.Group.Should().Be("service:web");
        task.StartedBy.Should().Be(story.Web.Primary!.Id);
        task.ServiceName.Should().Be("web");
        task.LaunchType.Should().Be("FARGATE");
    }

    [Test]
    public void A_service_without_tasks_is_steady_at_once()
    {
        var story = WithDefinition();
        story.Create(desired: 0);
        story.Decided().Should().Equal("web: d1 is complete", "web: steady");
    }

    [Test]
    public void The_same_call_again_changes_nothing()
    {
        var story = WithDefinition();
        story.Create(desired: 1);
        var before = story.World;

        story.Create(desired: 1).Should().BeSameAs(before.Services["default/web"]);
        var (world, _) = CreateService.Apply(story.World, before.Services["default/web"].CreatedFrom with { Cluster = "default" }, story.NextIds(), "me", story.Now);

        story.World.Should().BeSameAs(before);
        world.Should().BeSameAs(before);
    }

    [Test]
    public void Another_call_with_the_same_name_is_refused()
    {
        var story = WithDefinition();
        story.Create(desired: 1);
        FluentActions.Invoking(() => story.Create(desired: 2)).Should().Throw<ApiException>()
            .WithMessage("Creation of service was not idempotent.").Which.Code.Should().Be("InvalidParameterException");
    }

    private static readonly object[] TagCases =
    [
        new object[] { "NONE", false, "" },
        new object[] { "SERVICE", false, "of=service" },
        new object[] { "TASK_DEFINITION", false, "of=definition" },
        new object[] { "SERVICE", true, "aws:ecs:clusterName=default aws:ecs:serviceName=web of=service" },
    ];

    [TestCaseSource(nameof(TagCases))]
    public void Tags_come_from_where_the_service_says(string from, bool managed, string expected)
    {
        var story = new ServiceStory();
        story.Define(TaskDefinitions.Requests.Fargate() with { Tags = [new() { Key = "of", Value = "definition" }] });
        story.Create(ServiceStory.Request with { PropagateTags = from, EnableECSManagedTags = managed, Tags = [new() { Key = "of", Value = "service" }] });

        string.Join(' ', story.Tasks.Single().Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}")).Should().Be(expected);
    }

    [Test]
    public void A_service_may_have_five_thousand_tasks_and_says_so()
    {
        var story = WithDefinition();
        story.Create(desired: int.MaxValue);

        story.Active.Should().Be(5_000);
        story.Web.Events[0].Message.Should().Be("(service web) was unable to place a task. Reason: You've reached the limit on the number of tasks you can run concurrently");
        Planner.Plan(story.World, story.Now).Considered.Should().BeEmpty();
    }

    [Test]
    public void An_external_service_has_no_deployment()
    {
        var story = WithDefinition();
        story.Create(new CreateServiceRequest { ServiceName = "web", DesiredCount = 2, DeploymentController = new() { Type = "EXTERNAL" } });
        story.Web.Deployments.Should().BeEmpty();
        story.Tasks.Should().BeEmpty();
    }
}
