using System.Net;
using Amazon.CloudWatch;
using Workbook.Server;

namespace Workbook.Lab.Tests;

/// <summary>Waiting moves a workbook's clock on, so that it takes no time and always sees the same.</summary>
internal sealed class WaitingTests : LabFixture
{
    [Test]
    public async Task A_service_becomes_stable_and_its_targets_healthy()
    {
        var group = await CreateLoadBalancerAsync();
        await CreateServiceAsync(2, group);

        (await Aws.WaitForServiceAsync("default", "web")).RunningCount.Should().Be(2);
        (await Aws.WaitForTargetsAsync(group)).Should().HaveCount(2);
        (await Aws.WaitForDeploymentAsync("default", "web")).Status.Value.Should().Be("SUCCESSFUL");
    }

    [Test]
    public async Task A_listener_takes_requests_once_its_load_balancer_is_active()
    {
        await CreateLoadBalancerAsync();
        var balancer = (await Aws.LoadBalancing.DescribeLoadBalancersAsync(new())).LoadBalancers.Single();
        balancer.State.Code.Value.Should().Be("provisioning");
        var listener = (await Aws.LoadBalancing.DescribeListenersAsync(new() { LoadBalancerArn = balancer.LoadBalancerArn })).Listeners.Single();

        var address = await Aws.WaitForListenerAsync(listener.ListenerArn);

        address.Host.Should().Be(balancer.DNSName);
        (await Aws.Http.GetAsync(address)).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable, "its target group has no targets");
    }

    [Test]
    public async Task A_service_that_cannot_start_is_given_up_with_what_there_is_instead()
    {
        await CreateServiceAsync(1, image: "example/app:does-not-exist");

        (await FluentActions.Awaiting(() => Aws.WaitForServiceAsync("default", "web", TimeSpan.FromMinutes(1))).Should().ThrowAsync<NotReachedException>())
            .Which.Message.Should().StartWith("The service web is not stable after 60 s: 0 of 1 tasks run in 1 deployments.");
    }

    [Test]
    public async Task A_deployment_that_is_rolled_back_has_ended_too()
    {
        await CreateServiceAsync(1);
        await Aws.WaitForServiceAsync("default", "web");
        await RegisterAsync("example/app:does-not-exist");
        await Aws.Ecs.UpdateServiceAsync(new() { Service = "web", TaskDefinition = "web", DeploymentConfiguration = new() { DeploymentCircuitBreaker = new() { Enable = true, Rollback = true } } });

        var ended = await Aws.WaitForDeploymentAsync("default", "web", TimeSpan.FromHours(1));

        ended.Status.Value.Should().Be("ROLLBACK_SUCCESSFUL");
    }

    [Test]
    public async Task An_alarm_goes_off_when_its_data_come()
    {
        await Aws.CloudWatch.PutMetricAlarmAsync(new()
        {
            AlarmName = "busy", Namespace = "Shop", MetricName = "Queue", Statistic = Statistic.Maximum, Period = 60, EvaluationPeriods = 1,
            Threshold = 10, ComparisonOperator = ComparisonOperator.GreaterThanThreshold,
        });
        await Aws.CloudWatch.PutMetricDataAsync(new() { Namespace = "Shop", MetricData = [new() { MetricName = "Queue", Value = 11, Timestamp = (await Aws.Workbook.StatusAsync()).Now.UtcDateTime }] });

        await Aws.WaitForAlarmAsync("busy", StateValue.ALARM);

        (await FluentActions.Awaiting(() => Aws.WaitForAlarmAsync("busy", StateValue.OK, TimeSpan.FromSeconds(30))).Should().ThrowAsync<NotReachedException>())
            .Which.Message.Should().StartWith("The alarm busy is ALARM and not OK after 30 s. Threshold Crossed");
    }

    [Test]
    public async Task What_is_not_there_is_not_waited_for()
    {
        await Aws.Ecs.CreateClusterAsync(new());

        await FluentActions.Awaiting(() => Aws.WaitForServiceAsync("default", "web")).Should().ThrowAsync<NotReachedException>().WithMessage("There is no service web in cluster default.");
        await FluentActions.Awaiting(() => Aws.WaitForAlarmAsync("busy", StateValue.OK)).Should().ThrowAsync<NotReachedException>().WithMessage("There is no alarm busy.");
    }

    [Test]
    public async Task Anything_else_can_be_waited_for_by_asking()
    {
        var begun = (await Aws.Workbook.StatusAsync()).Now;

        await Aws.WaitUntilAsync("a minute went by", async () => (await Aws.Workbook.StatusAsync()).Now >= begun.AddMinutes(1));

        (await Aws.Workbook.StatusAsync()).Now.Should().Be(begun.AddMinutes(1), "the clock moves in steps of 15 s, as AWS's waiters ask");
        await FluentActions.Awaiting(() => Aws.WaitUntilAsync("pigs fly", () => Task.FromResult(false))).Should().ThrowAsync<NotReachedException>().WithMessage("Not so after 600 s: pigs fly.");
    }
}
