using Workbook.Orchestration.Tests.Deployments;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>How a deployment configuration changes from update to update, and the limits of its values.</summary>
public class DeploymentConfigurationTests
{
    private static ServiceStory With(DeploymentConfiguration configuration)
    {
        var story = new ServiceStory();
        story.Define();
        story.Create(ServiceStory.Request with { DeploymentConfiguration = configuration });
        return story;
    }

    private static DeploymentConfiguration Updated(ServiceStory story, DeploymentConfiguration configuration)
    {
        story.Update(new() { DeploymentConfiguration = configuration });
        return story.Web.DeploymentConfiguration;
    }

    [Test]
    public void What_is_not_mentioned_stays()
    {
        var configuration = new DeploymentConfiguration
        {
            MaximumPercent = 150,
            MinimumHealthyPercent = 50,
            Strategy = "LINEAR",
            BakeTimeInMinutes = 7,
            LinearConfiguration = new() { StepPercent = 20, StepBakeTimeInMinutes = 1 },
            LifecycleHooks = [Staged.Pause("PRE_SCALE_UP")],
            Alarms = new() { AlarmNames = ["cpu"], Enable = true, Rollback = true },
            DeploymentCircuitBreaker = new() { Enable = true, Rollback = true, ResetOnHealthyTask = false, ThresholdConfiguration = new() { Type = "COUNT", Value = 4 } },
        };
        var story = With(configuration);
        story.Web.DeploymentConfiguration.Should().Be(configuration);
        Updated(story, new()).Should().Be(configuration);
        Updated(story, new() { Strategy = "LINEAR" }).Should().Be(configuration, "it is the same strategy");
        Updated(story, new() { DeploymentCircuitBreaker = new() { Enable = true, Rollback = true } }).Should().Be(configuration, "a threshold that is not said again stays");
    }

    [Test]
    public void What_is_mentioned_is_replaced()
    {
        var story = With(new() { Strategy = "LINEAR", LinearConfiguration = new() { StepPercent = 20 }, LifecycleHooks = [Staged.Pause("PRE_SCALE_UP")] });
        var next = Updated(story, new()
        {
            LinearConfiguration = new() { StepPercent = 25, StepBakeTimeInMinutes = 0 },
            LifecycleHooks = [],
            Alarms = new() { AlarmNames = ["cpu"], Enable = true, Rollback = false },
            DeploymentCircuitBreaker = new() { Enable = true, Rollback = false, ResetOnHealthyTask = false },
        });
        next.LinearConfiguration.Should().Be(new LinearConfiguration { StepPercent = 25, StepBakeTimeInMinutes = 0 });
        next.LifecycleHooks.Should().BeEmpty();
        next.Alarms!.AlarmNames.Should().Equal("cpu");
        next.DeploymentCircuitBreaker!.ResetOnHealthyTask.Should().BeFalse();
    }

    [Test]
    public void Steps_of_a_canary_are_kept_and_replaced_as_well()
    {
        var story = With(new() { Strategy = "CANARY", CanaryConfiguration = new() { CanaryPercent = 0.1, CanaryBakeTimeInMinutes = 1440 } });
        Updated(story, new() { MaximumPercent = 150 }).CanaryConfiguration.Should().Be(new CanaryConfiguration { CanaryPercent = 0.1, CanaryBakeTimeInMinutes = 1440 });
        Updated(story, new() { CanaryConfiguration = new() { CanaryPercent = 100 } }).CanaryConfiguration.Should().Be(new CanaryConfiguration { CanaryPercent = 100, CanaryBakeTimeInMinutes = 10 });
    }

    [Test]
    public void What_belongs_to_a_strategy_ends_with_it()
    {
        var story = With(new() { Strategy = "LINEAR", LinearConfiguration = new() { StepPercent = 20 } });
        var canary = Updated(story, new() { Strategy = "CANARY", CanaryConfiguration = new() { CanaryPercent = 1 } });
        (canary.LinearConfiguration, canary.CanaryConfiguration).Should().Be((null, new CanaryConfiguration { CanaryPercent = 1, CanaryBakeTimeInMinutes = 10 }));
        var rolling = Updated(story, new() { Strategy = "ROLLING", EarlySuccessCriteria = Early(100) });
        (rolling.CanaryConfiguration, rolling.EarlySuccessCriteria).Should().Be((null, Early(100)));
        var blueGreen = Updated(story, new() { Strategy = "BLUE_GREEN" });
        (blueGreen.LinearConfiguration, blueGreen.CanaryConfiguration, blueGreen.EarlySuccessCriteria).Should().Be((null, null, null));
    }

    private static DeploymentEarlySuccessCriteria Early(int percent) => new() { Enable = true, HealthyPercent = percent, SourceServiceRevisionCleanup = "BLOCKING" };

    [Test]
    public void Early_success_is_kept_and_replaced_as_well()
    {
        var story = With(new() { MinimumHealthyPercent = 50, EarlySuccessCriteria = Early(50) });
        Updated(story, new() { MaximumPercent = 150 }).EarlySuccessCriteria.Should().Be(Early(50));
        Updated(story, new() { EarlySuccessCriteria = Early(100) }).EarlySuccessCriteria.Should().Be(Early(100));
    }

    [Test]
    public void With_another_controller_there_is_no_strategy_and_no_bake_time()
    {
        var story = new ServiceStory();
        story.Define();
        var service = story.Create(ServiceStory.Request with { DeploymentController = new() { Type = "CODE_DEPLOY" } });
        (service.DeploymentConfiguration.Strategy, service.DeploymentConfiguration.BakeTimeInMinutes, service.DeploymentConfiguration.MaximumPercent).Should().Be((null, null, 200));
        With(new()).Web.DeploymentConfiguration.Strategy.Should().Be("ROLLING");
    }

    [TestCase(0, true)]
    [TestCase(1440, true)]
    [TestCase(-1, false)]
    [TestCase(1441, false)]
    public void A_bake_time_is_a_day_at_most(int minutes, bool isAccepted) =>
        Accepts(new() { Strategy = "BLUE_GREEN", BakeTimeInMinutes = minutes }, isAccepted ? null : "bakeTimeInMinutes must be between 0 and 1440.");

    [TestCase("BOUNDED_PERCENT", 1, null)]
    [TestCase("BOUNDED_PERCENT", 100, null)]
    [TestCase("BOUNDED_PERCENT", 101, "The value of thresholdConfiguration must be between 1 and 100 for percentages.")]
    [TestCase("UNBOUNDED_PERCENT", 101, "The value of thresholdConfiguration must be between 1 and 100 for percentages.")]
    [TestCase("COUNT", 101, null)]
    [TestCase("COUNT", 0, "The value of thresholdConfiguration must be greater than 0.")]
    public void A_threshold_is_at_least_1_and_a_percentage_at_most_100(string type, int value, string? message) =>
        Accepts(new() { DeploymentCircuitBreaker = new() { Enable = true, ThresholdConfiguration = new() { Type = type, Value = value } } }, message);

    [TestCase(0, 100, null)]
    [TestCase(99, 100, null)]
    [TestCase(100, 101, null)]
    [TestCase(100, 100, "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.")]
    [TestCase(-1, 200, "minimumHealthyPercent can not be less than 0.")]
    [TestCase(101, 200, "minimumHealthyPercent must be at most 100.")]
    [TestCase(0, 99, "maximumPercent must be at least 100.")]
    public void The_percentages_leave_a_step(int minimum, int maximum, string? message) =>
        Accepts(new() { MinimumHealthyPercent = minimum, MaximumPercent = maximum }, message);

    [TestCase(0, 100, null)]
    [TestCase(99, 100, null)]
    [TestCase(100, 100, "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.")]
    [TestCase(0, 101, "The daemon scheduling strategy does not support values above 100 for maximumPercent. Change the value and try again.")]
    [TestCase(0, 99, "maximumPercent must be 100 for the daemon scheduling strategy.")]
    public void A_daemon_has_a_maximum_of_100(int minimum, int maximum, string? message)
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2());
        Accepts(story, ServiceStory.OnMachines with { SchedulingStrategy = "DAEMON", DesiredCount = null }, new() { MinimumHealthyPercent = minimum, MaximumPercent = maximum }, message);
    }

    private static void Accepts(DeploymentConfiguration configuration, string? message)
    {
        var story = new ServiceStory();
        story.Define();
        Accepts(story, ServiceStory.Request with { AvailabilityZoneRebalancing = "DISABLED" }, configuration, message);
    }

    private static void Accepts(ServiceStory story, CreateServiceRequest request, DeploymentConfiguration configuration, string? message)
    {
        var create = story.Invoking(each => each.Create(request with { DeploymentConfiguration = configuration }));
        if (message is null) create.Should().NotThrow();
        else create.Should().Throw<ApiException>().WithMessage(message).Which.Code.Should().Be("InvalidParameterException");
    }
}
