using System.Xml.Linq;

namespace Workbook.Lab.Tests;

/// <summary>Deployments drawn from what the AWS APIs, and of stages the workbook, say of them.</summary>
internal sealed class DeploymentTimelineTests : LabFixture
{
    [Test]
    public async Task A_rolling_update_is_drawn_with_the_tasks_of_both_revisions()
    {
        await CreateServiceAsync(3, await CreateLoadBalancerAsync());
        await Aws.WaitForServiceAsync("default", "web");
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(10));
        await DeployAsync("hello");

        var timeline = await DeploymentTimeline.OfAsync(Aws, "default", "web");

        var texts = Drawn("deployment-rolling", timeline);
        texts.Should().Contain(["web: web:1 → web:2", "SUCCESSFUL", "ROLLING, 100 % to 200 % of the desired tasks", "old", "new: web:2", "has reached a steady state."]);
        texts.Where(text => text.StartsWith("web:1 ", StringComparison.Ordinal)).Should().HaveCount(3);
        texts.Where(text => text.StartsWith("web:2 ", StringComparison.Ordinal)).Should().HaveCount(3);
        XDocument.Parse(timeline.ToSvg()).Root!.Elements().Take(2).Select(each => each.Name.LocalName).Should().Equal("title", "desc");
    }

    [Test]
    public async Task What_the_circuit_breaker_did_is_drawn()
    {
        await CreateServiceAsync(2);
        await Aws.WaitForServiceAsync("default", "web");
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(10));
        await DeployAsync("hello:does-not-exist", breaker: true);

        var timeline = await DeploymentTimeline.OfAsync(Aws, "default", "web");

        var texts = Drawn("deployment-breaker", timeline);
        texts.Should().Contain(["ROLLBACK_SUCCESSFUL", "rolled back", "TaskFailedToStart", "Service deployment rolled back because the circuit breaker threshold was exceeded."])
            .And.Contain(text => text.EndsWith("circuit breaker: TRIGGERED, 3 of 3 failures", StringComparison.Ordinal))
            .And.Contain(text => text.EndsWith("deployment failed: tasks failed to start.", StringComparison.Ordinal));
        timeline.ToString().Should().MatchRegex(@"(?s)of web:1: was there, is told to stop at.*of web:2: starts at 0 s.*TaskFailedToStart.*of web:1: starts at");
    }

    [Test]
    public async Task The_stages_of_a_blue_green_deployment_are_drawn()
    {
        await CreateBlueGreenAsync();
        await Aws.WaitForServiceAsync("default", "web");
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(20));
        await DeployAsync("hello");

        var timeline = await DeploymentTimeline.OfAsync(Aws, "default", "web");

        Drawn("deployment-blue-green", timeline).Should().Contain(["SCALE_UP", "TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT", "BAKE_TIME", "CLEAN_UP", "production traffic", "BLUE_GREEN, bake time 5 min", "registered 1 targets in green (2 times)"]);
        timeline.ToString().Should().MatchRegex(@"stage BAKE_TIME\n").And.Contain("100 % of the production traffic to web:2");
    }

    [Test]
    public async Task The_same_deployment_is_the_same_picture_whenever_it_is_drawn()
    {
        await CreateServiceAsync(1);
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromSeconds(0.5));
        var underWay = (await DeploymentTimeline.OfAsync(Aws, "default", "web")).ToSvg();
        await Aws.WaitForServiceAsync("default", "web");
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(5));
        var first = (await Aws.ServiceDeploymentsAsync("default", "web", default))[0].ServiceDeploymentArn;
        var ended = (await DeploymentTimeline.OfAsync(Aws, "default", "web")).ToSvg();
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(5));

        (await DeploymentTimeline.OfAsync(Aws, "default", "web")).ToSvg().Should().Be(ended).And.NotBe(underWay);

        await DeployAsync("hello");
        TextsOf((await DeploymentTimeline.OfAsync(Aws, "default", "web")).ToSvg()).Should().Contain("web: web:1 → web:2");
        TextsOf((await DeploymentTimeline.OfAsync(Aws, "default", "web", first)).ToSvg()).Should().Contain("web: web:1").And.NotContain(text => text.StartsWith("web:2", StringComparison.Ordinal));
    }

    [Test]
    public async Task What_cannot_be_drawn_is_said()
    {
        await CreateServiceAsync(1);

        await FluentActions.Awaiting(() => DeploymentTimeline.OfAsync(Aws, "default", "shop")).Should().ThrowAsync<Amazon.ECS.Model.ServiceNotFoundException>();
        await FluentActions.Awaiting(() => DeploymentTimeline.OfAsync(Aws, "default", "web", "arn:aws:ecs:us-east-1:123456789012:service-deployment/default/web/none")).Should().ThrowAsync<ArgumentException>().WithMessage("The service web has had no deployment arn:*");
    }

    private static List<string> Drawn(string name, DeploymentTimeline timeline)
    {
        Save(name, timeline.ToSvg());
        TestContext.Out.WriteLine(timeline);
        return TextsOf(timeline.ToSvg());
    }

    private async Task DeployAsync(string image, bool breaker = false)
    {
        await RegisterAsync(image);
        await Aws.Ecs.UpdateServiceAsync(new() { Service = "web", TaskDefinition = "web", DeploymentConfiguration = breaker ? new() { DeploymentCircuitBreaker = new() { Enable = true, Rollback = true } } : null });
        await Aws.WaitForDeploymentAsync("default", "web", TimeSpan.FromMinutes(30));
    }
}
