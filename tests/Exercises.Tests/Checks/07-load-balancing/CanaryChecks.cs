using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;

namespace Workbook.Exercises.Tests.Checks;

public sealed class CanaryChecks : LoadBalancingChecks
{
    private const string Bakery = "bakery";
    private const string Blue = "blue";
    private const string Green = "green";
    private const int Port = 80;
    private const int Times = 600;
    private const int Delay = 45;

    private volatile bool _isClosed;
    private Task _customers = Task.CompletedTask;
    private volatile string? _badReply;

    private Seen<Listener> _canary = null!;
    private Seen<IReadOnlyList<Reply>> _replies = null!;
    private Seen<IReadOnlyList<Reply>> _repliesInTheEnd = null!;

    protected override object Request => new { step = "start" };

    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Bakery });
        var balancer = await MakeBalancerAsync(Bakery);
        var group = await MakeGroupAsync(Blue, balancer.VpcId);
        await LoadBalancing.CreateListenerAsync(new()
        {
            LoadBalancerArn = balancer.LoadBalancerArn,
            Protocol = ProtocolEnum.HTTP,
            Port = Port,
            DefaultActions = [new() { Type = ActionTypeEnum.Forward, TargetGroupArn = group }],
        });
        var first = await RegisterAppAsync(Bakery, version: "1");
        await RegisterAppAsync(Bakery, version: "2");
        await MakeServiceAsync(Bakery, Blue, first, 4, group);
        await Aws.WaitForServiceAsync(Bakery, Blue);
        await Aws.WaitForTargetsAsync(group);
        var address = await AddressOfAsync(Bakery, Port);
        _customers = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => ComeAsync(address))));
    }

    /// <summary>The canary gets its share; then it is promoted, and customers come as before.</summary>
    protected override async Task AfterwardsAsync()
    {
        _canary = await Seen<Listener>.NowAsync(() => ListenerAsync(Bakery, Port));
        _replies = await Seen<IReadOnlyList<Reply>>.NowAsync(async () => await AskOftenAsync(await AddressOfAsync(Bakery, Port), Times));
        await Session.RunSubmissionAsync(new { step = "promote" });
        await Close();
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(5));
        _repliesInTheEnd = await Seen<IReadOnlyList<Reply>>.NowAsync(async () => await AskOftenAsync(await AddressOfAsync(Bakery, Port), 100));
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        _isClosed = true;
        await _customers;
    }

    [Test]
    [Requirement("green runs bakery:2 behind a target group of its own, which asks /health as blue's does", "CreateTargetGroupRequest can take nearly everything from what DescribeTargetGroups says of blue.")]
    public async Task GreenIsBehindItsGroup()
    {
        var service = await ServiceOfAsync(Bakery, Green);
        var (blue, green) = (await GroupAsync(Blue), await GroupAsync(Green));
        Require("the task definition of green", service.TaskDefinition.Split('/')[^1], $"{Bakery}:2");
        using (About("the target groups that the service green fills")) (service.LoadBalancers ?? []).Select(each => each.TargetGroupArn).Should().Equal(green.TargetGroupArn);
        Require("the health check path of green", green.HealthCheckPath, blue.HealthCheckPath);
        using (About("the seconds between two health checks of green")) green.HealthCheckIntervalSeconds.Should().Be(blue.HealthCheckIntervalSeconds);
    }

    [Test]
    [Requirement("After the first step the listener weighs blue and green nine to one", "A forward action has a ForwardConfig with TargetGroups, each a TargetGroupTuple with a Weight.")]
    public async Task WeightsAreNineToOne()
    {
        var (blue, green) = (WeightOf(_canary.Value, await GroupAsync(Blue)), WeightOf(_canary.Value, await GroupAsync(Green)));
        if (green <= 0 || blue != 9 * green) throw new AssertionException($"Expected the weights of blue and green to be nine to one after the step start, but found {blue} and {green}.");
    }

    [Test]
    [Requirement("After the first step about one of ten requests is answered by version 2", "A target group without healthy targets cannot answer its share. Weights are of requests, not of tasks.")]
    public void TenthSeesTheCanary()
    {
        var failed = _replies.Value.FirstOrDefault(reply => reply.Status != 200);
        if (failed is not null) throw new AssertionException($"Expected {Times} answers with 200 after the step start, but found {failed} among them.");
        // 60 of 600, give or take 7.3: five times that is no chance any more.
        var second = _replies.Value.Count(reply => reply.Version == "2");
        if (second is < 24 or > 97) throw new AssertionException($"Expected about 10 % of {Times} requests to be answered by version 2 after the step start, but found about {Math.Round(second * 10.0 / Times) * 10} %.");
    }

    [Test]
    [Requirement("Tasks that are taken away have 45 seconds to end their requests", "The attribute is deregistration_delay.timeout_seconds, and it counts for a task from the moment in which it is deregistered.")]
    public async Task TasksMayEndTheirRequests()
    {
        foreach (var name in new[] { Blue, Green })
        {
            var attributes = (await LoadBalancing.DescribeTargetGroupAttributesAsync(new() { TargetGroupArn = (await GroupAsync(name)).TargetGroupArn })).Attributes;
            Require($"the seconds of the deregistration delay of {name}", attributes.Find(each => each.Key == "deregistration_delay.timeout_seconds")?.Value, $"{Delay}");
        }
        var stopped = (await TasksOfServiceAsync(Blue)).Where(task => task is { ExecutionStoppedAt: not null, StoppingAt: not null }).ToList();
        if (stopped.Count == 0) throw new AssertionException("Expected the tasks of blue to have been taken away, but found none that has stopped.");
        var shortest = stopped.Min(task => task.ExecutionStoppedAt!.Value - task.StoppingAt!.Value);
        if (shortest < TimeSpan.FromSeconds(Delay)) throw new AssertionException($"Expected each task of blue to have at least {Delay} seconds from its deregistration to its end, but found {shortest.TotalSeconds:0}.");
    }

    [Test]
    [Requirement("In the end green answers everything, with four tasks, and blue has none", "Move the weights, then set the desired count of blue to 0. DeleteService would make the way back long.")]
    public async Task GreenTakesOver()
    {
        foreach (var (name, count) in new[] { (Green, 4), (Blue, 0) })
        {
            var service = await ServiceOfAsync(Bakery, name);
            using (About($"the desired count of the service {name} in the end")) service.DesiredCount.Should().Be(count);
            using (About($"the running tasks of the service {name} in the end")) service.RunningCount.Should().Be(count);
        }
        var others = _repliesInTheEnd.Value.Where(reply => reply is not { Status: 200, Version: "2" }).ToList();
        if (others.Count > 0) throw new AssertionException($"Expected all requests to be answered by version 2 in the end, but found such as {others[0]}.");
    }

    [Test]
    [Requirement("Four tasks of green were ready before the first task of blue began to stop", "UpdateServiceAsync comes back at once. What waits for the tasks, and for the targets?")]
    public async Task GreenWasReadyFirst()
    {
        var first = (await TasksOfServiceAsync(Blue)).Where(task => task.StoppingAt is not null).Select(task => task.StoppingAt!.Value).DefaultIfEmpty(DateTime.MaxValue).Min();
        var ready = (await TasksOfServiceAsync(Green)).Count(task => task.StartedAt < first && task.StoppingAt is null);
        if (first == DateTime.MaxValue) throw new AssertionException("Expected the tasks of blue to be stopped by the step promote, but found none that was.");
        if (ready < 4) throw new AssertionException($"Expected four running tasks of green before the first task of blue began to stop, but found {ready}.");
    }

    [Test]
    [Requirement("Every customer was answered with 200, during both steps", "A target group that has a weight needs healthy targets, at every moment: before they come it has none, and after they go.")]
    public void EveryCustomerWasAnswered()
    {
        if (_badReply is { } other) throw new AssertionException($"Expected every customer to be answered with 200, but found {other}.");
        if (!_repliesInTheEnd.Value.Any(each => each.Version == "2")) throw new AssertionException("Expected every customer to be answered while green takes over, but found that it never did.");
    }

    /// <summary>Customers come one after the other until the bakery closes.</summary>
    private async Task ComeAsync(Uri address)
    {
        while (!_isClosed)
        {
            try
            {
                var reply = await AskAsync(address);
                if (reply.Status != 200) _badReply ??= reply.ToString();
            }
            catch (AssertionException)
            {
                _badReply ??= "nobody who answers";
            }
        }
    }

    private async Task<IReadOnlyList<EcsTask>> TasksOfServiceAsync(string service) =>
        [.. (await TasksOfAsync(Bakery)).Where(task => task.Group == $"service:{service}")];

    private static int WeightOf(Listener listener, TargetGroup group) =>
        listener.DefaultActions.SelectMany(action => action.ForwardConfig?.TargetGroups ?? []).FirstOrDefault(each => each.TargetGroupArn == group.TargetGroupArn)?.Weight ?? 0;
}
