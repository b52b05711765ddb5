using System.Xml.Linq;

namespace Workbook.Lab.Tests;

/// <summary>Half an hour of a service that is scaled by its CPU, drawn from what the AWS APIs say.</summary>
internal sealed class ServiceChartTests : LabFixture
{
    [Test]
    public async Task A_service_that_grows_with_its_load_is_drawn_with_why_it_grew()
    {
        await CreateServiceAsync(1);
        await Aws.WaitForServiceAsync("default", "web");
        await ScaleAsync(target: 50);
        await Aws.Workbook.LoadAsync("web", cpu: LoadCurve.Ramp(60, 512, over: TimeSpan.FromMinutes(15)));
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(40));
        await RegisterAsync();
        await Aws.Ecs.UpdateServiceAsync(new() { Service = "web", TaskDefinition = "web" });
        await Aws.WaitForServiceAsync("default", "web");
        await Aws.Workbook.LoadAsync("web");
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(50));

        var chart = await ServiceChart.OfAsync(Aws, "default", "web");

        var svg = chart.ToSvg();
        Save("chart", svg);
        TestContext.Out.WriteLine(chart);
        var texts = TextsOf(svg);
        texts.Should().Contain("web in default").And.Contain("CPU, %").And.Contain("target 50").And.Contain("web:1").And.Contain("web:2").And.Contain(["CPUUtilization > 50", "CPUUtilization < 45", "ALARM"]);
        chart.ToString().Should().MatchRegex(@"(?s)web in default.*desired.*running.*cpu .*\(target 50\).*deployment of web:1: successful.*CPUUtilization > 50 is ALARM.*desired count set to \d: monitor alarm .* triggered policy cpu.*deployment of web:2: successful.*CPUUtilization < 45 is ALARM");
        XDocument.Parse(svg).Root!.Elements().Take(2).Select(each => each.Name.LocalName).Should().Equal("title", "desc");
    }

    [Test]
    public async Task Requests_are_drawn_of_a_service_with_a_target_group()
    {
        await CreateServiceAsync(2, await CreateLoadBalancerAsync());
        await Aws.WaitForServiceAsync("default", "web");
        await Aws.Workbook.LoadAsync("web", requests: LoadCurve.Spike(100, 900, over: TimeSpan.FromMinutes(5), after: TimeSpan.FromMinutes(10)));
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(20));

        var chart = await ServiceChart.OfAsync(Aws, "default", "web", metric: "requests");

        Save("requests", chart.ToSvg());
        chart.ToString().Should().Contain("50 to 450, at last 50", "two targets share the requests");
    }

    [Test]
    public async Task A_service_of_a_moment_ago_can_be_drawn()
    {
        await CreateServiceAsync(1);

        var chart = await ServiceChart.OfAsync(Aws, "default", "web");

        Save("new", chart.ToSvg());
        TextsOf(chart.ToSvg()).Should().Contain("no data");
        chart.ToString().Should().Contain("desired").And.Contain("1 to 1");
    }

    [Test]
    public async Task What_cannot_be_drawn_is_said()
    {
        await CreateServiceAsync(1);

        await FluentActions.Awaiting(() => ServiceChart.OfAsync(Aws, "default", "shop")).Should().ThrowAsync<Amazon.ECS.Model.ServiceNotFoundException>().WithMessage("There is no service shop in cluster default.");
        await FluentActions.Awaiting(() => ServiceChart.OfAsync(Aws, "default", "web", metric: "love")).Should().ThrowAsync<ArgumentException>().WithMessage("There is no metric 'love'. There are: cpu, memory, requests.");
        await FluentActions.Awaiting(() => ServiceChart.OfAsync(Aws, "default", "web", metric: "requests")).Should().ThrowAsync<ArgumentException>().WithMessage("*has no target group*");
    }

    private async Task ScaleAsync(double target)
    {
        await Aws.Scaling.RegisterScalableTargetAsync(new() { ServiceNamespace = "ecs", ScalableDimension = "ecs:service:DesiredCount", ResourceId = "service/default/web", MinCapacity = 1, MaxCapacity = 6 });
        await Aws.Scaling.PutScalingPolicyAsync(new()
        {
            ServiceNamespace = "ecs", ScalableDimension = "ecs:service:DesiredCount", ResourceId = "service/default/web", PolicyName = "cpu", PolicyType = "TargetTrackingScaling",
            TargetTrackingScalingPolicyConfiguration = new() { TargetValue = target, PredefinedMetricSpecification = new() { PredefinedMetricType = "ECSServiceAverageCPUUtilization" } },
        });
    }
}
