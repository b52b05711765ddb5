namespace Workbook.Exercises.Tests.Checks;

public sealed class BehindABalancerChecks : LoadBalancingChecks
{
    private const string Storefront = "storefront";
    private const int Port = 80;
    private const int Times = 30;

    private Seen<IReadOnlyList<Reply>> _replies = null!;
    private Seen<(string Killed, IReadOnlyList<Reply> Replies)> _later = null!;

    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Storefront });
        await RegisterAppAsync(Storefront);
    }

    /// <summary>Thirty visitors come; then a task dies, and when the service has replaced it, they come again.</summary>
    protected override async Task AfterwardsAsync()
    {
        _replies = await Seen<IReadOnlyList<Reply>>.NowAsync(async () =>
        {
            var address = await AddressOfAsync(Storefront, Port);
            await SettleAsync(Storefront);
            return await AskOftenAsync(address, Times);
        });
        _later = await Seen<(string, IReadOnlyList<Reply>)>.NowAsync(async () =>
        {
            var address = await AddressOfAsync(Storefront, Port);
            var task = (await TasksOfAsync(Storefront)).FirstOrDefault(task => task.LastStatus == "RUNNING")
                ?? throw new AssertionException($"Expected RUNNING tasks in the cluster {Storefront}, but found none.");
            await Aws.Workbook.InjectAsync(Fault.Kill(task.TaskArn, task.Containers[0].Name));
            await LetPassAsync(TimeSpan.FromMinutes(10), "another task answers in its stead", async () =>
                (await StatesAsync()).Count(state => state == "healthy") == 3 && (await TasksOfAsync(Storefront)).All(each => each.TaskArn != task.TaskArn || each.LastStatus != "RUNNING"));
            return (task.TaskArn, await AskOftenAsync(address, Times));
        });
    }

    [Test]
    [Requirement("There is an active Application Load Balancer named storefront in two zones", "CreateLoadBalancerRequest takes Name and Subnets; each subnet of the default VPC lies in a zone of its own.")]
    public async Task BalancerIsActive()
    {
        var balancer = await BalancerAsync(Storefront);
        Require($"the type of {Storefront}", balancer.Type?.Value, "application");
        Require($"the state of {Storefront}", balancer.State?.Code?.Value, "active");
        using (About($"the number of Availability Zones of {Storefront}")) (balancer.AvailabilityZones?.Count ?? 0).Should().BeGreaterThanOrEqualTo(2);
    }

    [Test]
    [Requirement("The target group takes tasks of Fargate and asks /health every 10 seconds", "A task on Fargate is known by its address: TargetType = TargetTypeEnum.Ip. The health check is part of CreateTargetGroupRequest.")]
    public async Task TargetGroupFitsFargate()
    {
        var group = await GroupAsync(Storefront);
        Require($"the target type of {Storefront}", group.TargetType?.Value, "ip");
        Require($"the protocol of {Storefront}", group.Protocol?.Value, "HTTP");
        using (About($"the port of {Storefront}")) group.Port.Should().Be(8080);
        Require($"the health check path of {Storefront}", group.HealthCheckPath, "/health");
        using (About($"the seconds between two health checks of {Storefront}")) group.HealthCheckIntervalSeconds.Should().Be(10);
    }

    [Test]
    [Requirement("The service keeps three tasks in the target group", "CreateServiceRequest has LoadBalancers: target group, container and port of the container. Then registering is the service's work, not yours.")]
    public async Task ServiceFillsTheGroup()
    {
        var service = await ServiceOfAsync(Storefront, Storefront);
        var group = await GroupAsync(Storefront);
        using (About($"the desired count of the service {Storefront}")) service.DesiredCount.Should().Be(3);
        using (About($"the target groups that the service {Storefront} fills")) (service.LoadBalancers ?? []).Select(each => each.TargetGroupArn).Should().Equal(group.TargetGroupArn);
        RequireHealthy(Storefront, await StatesAsync(), 3);
    }

    [Test]
    [Requirement("Thirty requests at port 80 are answered, by all three tasks", "The listener's default action forwards to the target group. Round robin does the rest, once three targets are healthy.")]
    public void EveryTaskAnswers() => RequireAnswers(_replies.Value);

    [Test]
    [Requirement("A task that is replaced answers in its predecessor's stead", "Nobody is there to register the next task by hand. What does a service need to know to do it?")]
    public void ReplacementAnswers()
    {
        var (killed, replies) = _later.Value;
        RequireAnswers(replies);
        using (About("the tasks that answered after one was replaced")) replies.Select(reply => reply.Task).Should().NotContain(killed, "that one is dead, but found it answering");
    }

    /// <summary>Without those that are on their way out: a target drains for five minutes, though its task is dead.</summary>
    private async Task<IReadOnlyList<string>> StatesAsync() => [.. (await TargetStatesAsync(Storefront)).Where(state => state != "draining")];

    private static void RequireAnswers(IReadOnlyList<Reply> replies)
    {
        var failed = replies.Where(reply => reply.Status != 200).ToList();
        if (failed.Count > 0) throw new AssertionException($"Expected {Times} answers with 200, but found {failed.Count} others, such as {failed[0]}.");
        var tasks = replies.Select(reply => reply.Task).Distinct().Count();
        if (tasks != 3) throw new AssertionException($"Expected three tasks to answer {Times} requests, but found {tasks}.");
    }
}
