using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Deployments;

/// <summary>BLUE_GREEN, LINEAR and CANARY set the weights of listener rules: the two target groups take turns.</summary>
public class TrafficShiftTests
{
    private static readonly LoadBalancer Balanced = new()
    {
        TargetGroupArn = Balancers.Group("a"),
        ContainerName = "app",
        ContainerPort = 80,
        AdvancedConfiguration = new()
        {
            AlternateTargetGroupArn = Balancers.Group("b"),
            ProductionListenerRule = Balancers.Rule("production"),
            TestListenerRule = Balancers.Rule("test"),
            RoleArn = Requests.Role,
        },
    };

    private static ServiceStory Serving(DeploymentConfiguration configuration, LoadBalancer? balancer = null)
    {
        var story = new ServiceStory();
        story.Change(world => world.WithBalancer("a", "b").WithRule("production", 1, ("a", 100), ("b", 0)).WithRule("test", 2, ("a", 100), ("b", 0)));
        Define(story, "app:1");
        story.Create(ServiceStory.Request with { LoadBalancers = [balancer ?? Balanced], DeploymentConfiguration = configuration });
        story.Settle();
        return story;
    }

    private static void Define(ServiceStory story, string image) =>
        story.Define(Requests.Fargate(Requests.App with { Image = image, PortMappings = [new() { ContainerPort = 80 }] }) with { Family = "demo" });

    private static void Deploy(ServiceStory story, string image = "app:2")
    {
        Define(story, image);
        story.Update(new() { TaskDefinition = "demo" });
    }

    /// <summary>The weights of the production rule, and each of the test rule, as they change.</summary>
    private static List<string> Watch(ServiceStory story)
    {
        var seen = new List<string>();
        story.Rested += () =>
        {
            var now = $"production {story.World.WeightsOf("production")} | test {story.World.WeightsOf("test")}";
            if (seen.Count == 0 || seen[^1] != now) seen.Add(now);
        };
        return seen;
    }

    [Test]
    public void The_first_revision_takes_all_of_its_own_group()
    {
        var story = Serving(Staged.BlueGreen());
        story.World.WeightsOf("production").Should().Be("a 100, b 0");
        story.World.Targets.Values.Select(each => each.GroupKey).Should().Equal("a/1");
    }

    [Test]
    public void Test_traffic_moves_first_then_production()
    {
        var story = Serving(Staged.BlueGreen(bakeMinutes: 5));
        var seen = Watch(story);
        Deploy(story);
        story.Settle();

        seen.Should().Equal(
            "production a 100, b 0 | test a 100, b 0",
            "production a 0, b 100 | test a 0, b 100");
        story.World.Targets.Values.Where(each => each.State == "healthy").Select(each => each.GroupKey).Should().Equal("b/1");
    }

    [Test]
    public void With_a_hook_in_between_only_test_traffic_has_moved()
    {
        var story = Serving(Staged.BlueGreen());
        story.Update(new() { DeploymentConfiguration = Staged.BlueGreen(hooks: Staged.Lambda("POST_TEST_TRAFFIC_SHIFT")) });
        var seen = Watch(story);
        Deploy(story);
        story.After(60);
        seen.Should().Equal("production a 100, b 0 | test a 100, b 0", "production a 100, b 0 | test a 0, b 100");
        story.Answer("FAILED");
        story.Settle();

        seen[^1].Should().Be("production a 100, b 0 | test a 100, b 0");
        story.Rollout.Status.Should().Be("ROLLBACK_SUCCESSFUL");
        story.World.Targets.Values.Where(each => each.State == "healthy").Select(each => each.GroupKey).Should().Equal("a/1");
    }

    [Test]
    public void The_groups_take_turns()
    {
        var story = Serving(Staged.BlueGreen());
        foreach (var (image, weights) in new[] { ("app:2", "a 0, b 100"), ("app:3", "a 100, b 0"), ("app:4", "a 0, b 100") })
        {
            Deploy(story, image);
            story.Settle();
            story.World.WeightsOf("production").Should().Be(weights);
        }
    }

    [Test]
    public void Linear_moves_it_in_steps()
    {
        var story = Serving(new() { Strategy = "LINEAR", LinearConfiguration = new() { StepPercent = 12.5, StepBakeTimeInMinutes = 1 } });
        var seen = Watch(story);
        Deploy(story);
        story.Settle();

        seen.Select(each => each.Split(" | ")[0]).Distinct().Should().Equal(
            "production a 100, b 0", "production a 875, b 125", "production a 75, b 25", "production a 625, b 375", "production a 50, b 50",
            "production a 375, b 625", "production a 25, b 75", "production a 125, b 875", "production a 0, b 100");
    }

    [Test]
    public void Canary_sends_a_little_ahead()
    {
        var story = Serving(new() { Strategy = "CANARY", CanaryConfiguration = new() { CanaryPercent = 5, CanaryBakeTimeInMinutes = 10 } });
        Deploy(story);
        story.After(120);
        story.World.WeightsOf("production").Should().Be("a 95, b 5");
        story.Settle();
        story.World.WeightsOf("production").Should().Be("a 0, b 100");
    }

    [Test]
    public void A_default_rule_can_be_shifted_too()
    {
        var story = Serving(Staged.BlueGreen(), Balanced with { AdvancedConfiguration = Balanced.AdvancedConfiguration! with { ProductionListenerRule = Balancers.Rule("default"), TestListenerRule = null } });
        Deploy(story);
        story.Settle();
        story.World.DefaultWeights().Should().Be("a 0, b 100");
    }

    private static IEnumerable<TestCaseData> Refusals()
    {
        static TestCaseData Of(string name, Func<LoadBalancer, LoadBalancer> change, string message) => new TestCaseData(change(Balanced), message).SetArgDisplayNames(name);
        static LoadBalancer With(LoadBalancer balancer, Func<AdvancedConfiguration, AdvancedConfiguration> change) => balancer with { AdvancedConfiguration = change(balancer.AdvancedConfiguration!) };

        yield return Of("unknown group", each => each with { TargetGroupArn = Balancers.Group("nobody") }, $"The target group {Balancers.Group("nobody")} does not exist.");
        yield return Of("no ARN", each => each with { TargetGroupArn = "web" }, "The target group web does not exist.");
        var elsewhere = Balancers.Group("a").Replace("us-east-1", "eu-west-1", StringComparison.Ordinal);
        yield return Of("another region's group", each => each with { TargetGroupArn = elsewhere }, $"The target group {elsewhere} does not exist.");
        yield return Of("unknown second group", each => With(each, advanced => advanced with { AlternateTargetGroupArn = Balancers.Group("nobody") }), $"The target group {Balancers.Group("nobody")} does not exist.");
        yield return Of("unused group", each => each with { TargetGroupArn = Balancers.Group("unused") }, $"The target group with targetGroupArn {Balancers.Group("unused")} does not have an associated load balancer.");
        yield return Of("instances", each => each with { TargetGroupArn = Balancers.Group("machines") },
            $"The provided target group {Balancers.Group("machines")} has target type instance, which is incompatible with the awsvpc network mode specified in the task definition.");
        yield return Of("a listener", each => With(each, advanced => advanced with { ProductionListenerRule = Balancers.Listener }),
            $"productionListenerRule has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB. Got: {Balancers.Listener}");
        yield return Of("unknown rule", each => With(each, advanced => advanced with { TestListenerRule = Balancers.Rule("nobody") }), $"The testListenerRule {Balancers.Rule("nobody")} does not exist.");
        yield return Of("one rule twice", each => With(each, advanced => advanced with { TestListenerRule = Balancers.Rule("production") }),
            $"The following rules cannot be used as both production and test listener rules: {Balancers.Rule("production")}");
    }

    [TestCaseSource(nameof(Refusals))]
    public void What_is_not_there_or_does_not_fit_is_refused(LoadBalancer balancer, string message)
    {
        var story = new ServiceStory();
        story.Change(world => world.WithBalancer("a", "b", "machines").WithRule("production", 1, ("a", 100)).WithRule("test", 2, ("a", 100)));
        story.Change(world => world.Put(world.TargetGroups["machines/1"] with { TargetType = "instance" }).Put(world.TargetGroups["a/1"] with { }).Put(new Orchestration.LoadBalancing.ElbTargetGroup("unused", "1") { TargetType = "ip", Protocol = "HTTP", Port = 80, HealthCheck = new("HTTP", "traffic-port") }));
        Define(story, "app:1");
        story.Invoking(each => each.Create(ServiceStory.Request with { LoadBalancers = [balancer], DeploymentConfiguration = Staged.BlueGreen() }))
            .Should().Throw<ApiException>().WithMessage(message);
    }
}
