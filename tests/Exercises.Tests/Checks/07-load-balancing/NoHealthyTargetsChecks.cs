using System.Text.Json;
using Amazon.ElasticLoadBalancingV2;

namespace Workbook.Exercises.Tests.Checks;

public sealed class NoHealthyTargetsChecks : LoadBalancingChecks
{
    private const string Clinic = "clinic";
    private const int Port = 80;
    private const int AWeek = 604800;
    private const int LongestGrace = 60;

    private static readonly string[] Services = ["appointments", "results", "parking"];

    private readonly Dictionary<string, string> _truth = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _states = [];
    private readonly Dictionary<string, Reply> _replies = [];
    private IReadOnlyList<string> _tasksBefore = [];
    private IReadOnlyList<EcsTask> _tasksOfBefore = [];
    private string? _sick;

    /// <summary>A wrong path, a wrong port, and a rule that leads to a target group without targets.</summary>
    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Clinic });
        var balancer = await MakeBalancerAsync(Clinic);
        var listener = (await LoadBalancing.CreateListenerAsync(new()
        {
            LoadBalancerArn = balancer.LoadBalancerArn,
            Protocol = ProtocolEnum.HTTP,
            Port = Port,
            DefaultActions = [new() { Type = ActionTypeEnum.FixedResponse, FixedResponseConfig = new() { StatusCode = "404", ContentType = "text/plain", MessageBody = "no such ward" } }],
        })).Listeners[0].ListenerArn;
        var groups = new Dictionary<string, string>
        {
            ["appointments"] = await MakeGroupAsync("appointments", balancer.VpcId, healthCheckPath: "/healthz"),
            ["results"] = await MakeGroupAsync("results", balancer.VpcId, healthCheckPort: "9090"),
            ["parking"] = await MakeGroupAsync("parking", balancer.VpcId),
        };
        var (priority, rules) = (10, new Dictionary<string, string>());
        foreach (var service in Services)
        {
            rules[service] = (await LoadBalancing.CreateRuleAsync(new()
            {
                ListenerArn = listener,
                Priority = priority += 10,
                Conditions = [new() { Field = "host-header", HostHeaderConfig = new() { Values = [HostOf(service)] } }],
                Actions = [new() { Type = ActionTypeEnum.Forward, TargetGroupArn = groups[service] }],
            })).Rules[0].RuleArn;
            // flaky says 404 to a path that it does not know; hello knows every path.
            await RegisterAppAsync(service, image: service == "appointments" ? "flaky" : "hello", version: service);
            await MakeServiceAsync(Clinic, service, service, 2, groups[service], AWeek);
        }
        await LoadBalancing.ModifyRuleAsync(new()
        {
            RuleArn = rules["parking"],
            Actions = [new() { Type = ActionTypeEnum.Forward, TargetGroupArn = await MakeGroupAsync("parking-2019", balancer.VpcId) }],
        });
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(5));

        foreach (var service in Services)
        {
            var targets = (await LoadBalancing.DescribeTargetHealthAsync(new() { TargetGroupArn = groups[service] })).TargetHealthDescriptions;
            _truth[service] = targets[0].TargetHealth.Reason.Value;
        }
        _tasksBefore = [.. (await TasksOfAsync(Clinic)).Select(task => task.TaskArn)];
    }

    /// <summary>Visitors come; then a container falls sick, and an hour goes by.</summary>
    protected override async Task AfterwardsAsync() => await Seen<bool>.NowAsync(async () =>
    {
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(5));
        var address = await AddressOfAsync(Clinic, Port);
        foreach (var service in Services)
        {
            _states[service] = await TargetStatesAsync(service);
            _replies[service] = await AskAsync(address, "/", HostOf(service));
        }
        _tasksOfBefore = [.. (await TasksOfAsync(Clinic)).Where(task => _tasksBefore.Contains(task.TaskArn) && task.LastStatus == "RUNNING")];
        _sick = _tasksOfBefore.FirstOrDefault(task => task.Group == "service:results")?.TaskArn;
        if (_sick is not null)
        {
            await Aws.Workbook.InjectAsync(Fault.AnswerWith(_sick, "app", 500));
            await Aws.Workbook.AdvanceAsync(TimeSpan.FromHours(1));
        }
        return true;
    });

    [Test]
    [Requirement("You return what was wrong with each of the three services", "DescribeTargetHealth gives State, Reason and Description of each target; the Reason is the code that is asked for. Read it before you repair anything.")]
    public void FindingsAreRight()
    {
        var wrong = Services.Where(service => FindingOf(service) != _truth[service]).ToList();
        if (wrong.Count > 0) throw new AssertionException($"Expected what was wrong with each of the three services, but found another answer for {ListOf(wrong.Select(service => $"{service} ({FindingOf(service) ?? "nothing"})"))}.");
    }

    [Test]
    [Requirement("Both targets of appointments are healthy", "The Description of the targets says with which codes the health checks failed. Where do they ask?")]
    public async Task AppointmentsAreHealthy() => await RequireHealthyAsync("appointments");

    [Test]
    [Requirement("Both targets of results are healthy", "No code at all: nobody listens where the health check asks. traffic-port stands for the port that a target is registered with.")]
    public async Task ResultsAreHealthy() => await RequireHealthyAsync("results");

    [Test]
    [Requirement("Visitors of parking.clinic.example come to the tasks of parking", "503 from awselb/2.0 means that there is nobody to ask. ModifyRule replaces the actions of a rule.")]
    public async Task ParkingIsReached()
    {
        await RequireHealthyAsync("parking");
        var reply = _replies.GetValueOrDefault("parking");
        if (reply is not { Status: 200, Version: "parking" }) throw new AssertionException($"Expected visitors of {HostOf("parking")} to be answered by a task of parking, but found {(reply is null ? "nobody to ask" : $"{reply}")}.");
    }

    [Test]
    [Requirement("The grace period is 60 seconds again, and none of the six tasks was stopped meanwhile", "While a target is unhealthy, the grace period is all that keeps its task alive. What has to come first?")]
    public async Task NoTaskWasReplaced()
    {
        foreach (var service in Services)
        {
            var grace = (await ServiceOfAsync(Clinic, service)).HealthCheckGracePeriodSeconds;
            if (grace != LongestGrace) throw new AssertionException($"Expected a grace period of {LongestGrace} seconds for {service}, but found {grace}.");
        }
        using (About("the number of tasks that run since before you came")) _tasksOfBefore.Count.Should().Be(_tasksBefore.Count);
    }

    [Test]
    [Requirement("A task that falls sick is replaced, its target group is well afterwards", "Does ECS hear of unhealthy targets again?")]
    public async Task SickTaskIsReplaced()
    {
        var task = (await TasksOfAsync(Clinic)).FirstOrDefault(task => task.TaskArn == _sick);
        // Stopped tasks are forgotten after an hour.
        if (_sick is null || task is { LastStatus: "RUNNING" }) throw new AssertionException($"Expected a task of results whose health checks fail to be stopped within the hour, but found {(_sick is null ? "none to try it with" : "it RUNNING")}.");
        RequireHealthy("results", await TargetStatesAsync("results"), 2);
    }

    private static string HostOf(string service) => $"{service}.clinic.example";

    private async Task RequireHealthyAsync(string service)
    {
        var group = await GroupAsync(service);
        Require($"the health check path of {service}", group.HealthCheckPath, "/health");
        Require($"the codes that the health check of {service} takes for healthy", group.Matcher?.HttpCode, "200");
        using (About($"the target groups that the service {service} fills"))
            ((await ServiceOfAsync(Clinic, service)).LoadBalancers ?? []).Select(each => each.TargetGroupArn).Should().Equal(group.TargetGroupArn);
        RequireHealthy(service, _states.GetValueOrDefault(service) ?? [], 2);
        if (_replies.GetValueOrDefault(service) is not { Status: 200, IsOfTheBalancer: false } reply)
            throw new AssertionException($"Expected visitors of {HostOf(service)} to be answered with 200, but found {_replies.GetValueOrDefault(service)}.");
    }

    private string? FindingOf(string service) =>
        Outcome.Answer is { ValueKind: JsonValueKind.Object } answer && answer.TryGetProperty(service, out var finding) && finding.ValueKind == JsonValueKind.String ? finding.GetString() : null;
}
