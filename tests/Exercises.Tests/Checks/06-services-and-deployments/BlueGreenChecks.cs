using Amazon.CloudWatch;
using Amazon.ECS;
using Amazon.ElasticLoadBalancingV2;
using Workbook;

namespace Workbook.Exercises.Tests.Checks;

public sealed class BlueGreenChecks : ServiceChecks
{
    private const string Gallery = "gallery";
    private const int ProductionPort = 8506;
    private const int TestPort = 8516;

    private Seen<string> _productionBaking = null!;
    private Seen<string> _testBaking = null!;
    private Seen<string> _productionAfterAlarm = null!;
    private Seen<string>? _productionAtLast;
    private string _tasksBaking = "none";
    private string _endOfTwo = "none";
    private int _startedToGoBack;
    private string _tasksOfThree = "none";

    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Gallery });
        var vpc = (await Aws.Ec2.DescribeVpcsAsync(new())).Vpcs[0].VpcId;
        var blue = await MakeGroupAsync("gallery-blue", vpc);
        var balancer = await MakeBalancerAsync(Gallery);
        await LoadBalancing.CreateListenerAsync(new()
        {
            LoadBalancerArn = balancer.LoadBalancerArn,
            Protocol = ProtocolEnum.HTTP,
            Port = ProductionPort,
            DefaultActions = [new() { Type = ActionTypeEnum.Forward, TargetGroupArn = blue }],
        });
        await MakeServiceAsync(Gallery, Gallery, await RegisterAppAsync(Gallery), 2, blue);
        await RegisterAppAsync(Gallery, version: "2");
        await Aws.CloudWatch.PutMetricAlarmAsync(new()
        {
            AlarmName = "gallery-errors",
            Namespace = "AWS/ApplicationELB",
            MetricName = "HTTPCode_Target_5XX_Count",
            // arn:…:loadbalancer/app/gallery/0123456789abcdef → app/gallery/0123456789abcdef
            Dimensions = [new() { Name = "LoadBalancer", Value = balancer.LoadBalancerArn.Split("loadbalancer/")[1] }],
            Statistic = Statistic.Sum,
            Period = 60,
            EvaluationPeriods = 1,
            Threshold = 5,
            ComparisonOperator = ComparisonOperator.GreaterThanOrEqualToThreshold,
            TreatMissingData = "notBreaching",
        });
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(5));
    }

    /// <summary>The alarm goes off while version 2 bakes. Later a good version 3 comes.</summary>
    protected override async Task AfterwardsAsync()
    {
        _productionBaking = await AnswersAsync(ProductionPort);
        _testBaking = await AnswersAsync(TestPort);
        var baking = await TasksOfServiceAsync(Gallery, Gallery);
        _tasksBaking = RunningInWords(baking);

        await Aws.CloudWatch.SetAlarmStateAsync(new() { AlarmName = "gallery-errors", StateValue = StateValue.ALARM, StateReason = "Visitors get errors." });
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(15));
        _productionAfterAlarm = await AnswersAsync(ProductionPort);
        _endOfTwo = await LatestStatusAsync();
        _startedToGoBack = (await TasksOfServiceAsync(Gallery, Gallery)).Count(task => baking.All(known => known.TaskArn != task.TaskArn));

        if (_endOfTwo == "none") return;
        try
        {
            await Ecs.UpdateServiceAsync(new() { Cluster = Gallery, Service = Gallery, TaskDefinition = await RegisterAppAsync(Gallery, version: "3") });
        }
        catch (AmazonECSException refused)
        {
            _tasksOfThree = $"a deployment that was refused: {refused.Message}";
            return;
        }
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(15));
        var first = RunningInWords(await TasksOfServiceAsync(Gallery, Gallery));
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromHours(3));
        _tasksOfThree = $"{first}; then {RunningInWords(await TasksOfServiceAsync(Gallery, Gallery))}";
        _productionAtLast = await AnswersAsync(ProductionPort);
    }

    [Test]
    [Requirement("The service deploys by BLUE_GREEN, bakes for two hours, and rolls back when the alarm goes off", "Strategy, BakeTimeInMinutes and Alarms are all in DeploymentConfiguration.")]
    public async Task ServiceIsBlueGreen()
    {
        var configuration = (await ServiceOfAsync(Gallery, Gallery)).DeploymentConfiguration;
        Require("the strategy of the service gallery", configuration?.Strategy?.Value, "BLUE_GREEN");
        Require("its bake time in minutes", $"{configuration!.BakeTimeInMinutes}", "120");
        RequireList("the alarms that it looks at", configuration.Alarms is { Enable: true, AlarmNames: { } names } ? names : [], "gallery-errors");
        using (About("whether an alarm makes it roll back")) configuration.Alarms?.Rollback.Should().BeTrue();
    }

    [Test]
    [Requirement("Version 2 serves production when your call comes back", "Which listener, which target group and which tasks a visitor gets to is told by the weights of the production rule. ECS moves them at the stage PRODUCTION_TRAFFIC_SHIFT.")]
    public void NewVersionServes() => Require("the answers at port 8506 when your call came back", _productionBaking.Value, "200 from a task of version 2");

    [Test]
    [Requirement("The tasks of both versions run during the bake time", "Who waits for the end of the deployment waits too long: by then blue is gone. DescribeServiceDeployments tells the LifecycleStage.")]
    public void OldVersionStandsBy() => Require("what ran in the service gallery when your call came back", _tasksBaking, "2 of gallery:1, 2 of gallery:2");

    [Test]
    [Requirement("The test listener leads to version 2 as well", "The test listener needs the same kind of default action as the production listener, and the service its rule as TestListenerRule.")]
    public void TestListenerAnswers() => Require("the answers at port 8516 when your call came back", _testBaking.Value, "200 from a task of version 2");

    [Test]
    [Requirement("When the alarm goes off, version 1 is back, and no task has to be started for that", "An alarm that is named has to be enabled, too, and told to roll back.")]
    public void AlarmTakesItBack()
    {
        Require("how the deployment of version 2 ended", _endOfTwo, "ROLLBACK_SUCCESSFUL");
        Require("the answers at port 8506 15 minutes after the alarm", _productionAfterAlarm.Value, "200 from a task of version 1");
        if (_startedToGoBack > 0) throw new AssertionException($"Expected no task to be started in order to go back, but found {_startedToGoBack}.");
    }

    [Test]
    [Requirement("Version 3 arrives the same way, and version 1 goes when its bake time is over", "What you told the service holds for later deployments: they name a task definition and nothing else.")]
    public void NextVersionArrives()
    {
        Require("what ran while version 3 baked, and after that", _tasksOfThree, "2 of gallery:1, 2 of gallery:3; then 2 of gallery:3");
        Require("the answers at port 8506 after that", _productionAtLast?.Value, "200 from a task of version 3");
    }

    /// <summary>What visitors get at a listener, each kind of answer once.</summary>
    private async Task<Seen<string>> AnswersAsync(int port) => await Seen<string>.NowAsync(async () =>
        ListOf((await AskOftenAsync(await AddressOfAsync(Gallery, port), 10)).Select(reply => reply.ToString()).Distinct().Order(StringComparer.Ordinal)));

    private async Task<string> LatestStatusAsync()
    {
        if ((await Ecs.DescribeServicesAsync(new() { Cluster = Gallery, Services = [Gallery] })).Services is not [{ Status: "ACTIVE" }]) return "none";
        return (await Ecs.ListServiceDeploymentsAsync(new() { Cluster = Gallery, Service = Gallery })).ServiceDeployments?.MaxBy(each => each.CreatedAt)?.Status?.Value ?? "none";
    }
}
