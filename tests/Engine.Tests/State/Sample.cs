using Workbook.Orchestration;
using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Load;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Classic;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Settings;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.State;

/// <summary>Worlds for tests, and what it means for two of them to be equal.</summary>
internal static class Sample
{
    public static readonly AccountRegion Scope = new("123456789012", "eu-central-1");
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, 890, TimeSpan.Zero);

    public static string Id(int number) => DerivedId.Hex("sample", $"{number}");

    /// <summary>Something of every kind, made by the API's own rules: tasks on an instance, one of them stopped.</summary>
    public static World World(AccountRegion scope)
    {
        var world = new World(scope);
        (world, _) = ClusterRules.Create(world, new() { ClusterName = "shop", Tags = [new() { Key = "team", Value = "ä" }] });
        (world, _) = InstanceRules.Register(world, new()
        {
            Cluster = "shop",
            TotalResources =
            [
                new() { Name = "CPU", IntegerValue = 2048 },
                new() { Name = "MEMORY", IntegerValue = 4096 },
                new() { Name = "PORTS", StringSetValue = ["22", "51678"] },
            ],
        }, Id(0), "i-0123456789abcdef0", Now);
        (world, _) = TaskDefinitionRegistry.Register(world, Definition("web"), "arn:aws:iam::123456789012:root", Now);
        (world, _) = TaskDefinitionRegistry.Register(world, Definition("old"), "arn:aws:iam::123456789012:root", Now);
        (world, _) = TaskDefinitionRegistry.Deregister(world, "old:1", Now);
        world = RunTask.Apply(world, new() { Cluster = "shop", TaskDefinition = "web", StartedBy = "me", ClientToken = "once\0only" }, [Id(1)], Now).World;
        world = RunTask.Apply(world, new() { Cluster = "shop", TaskDefinition = "web:1", Overrides = new() { Cpu = "512" } }, [Id(2)], Now).World;
        world = RunTask.Apply(world, new() { Cluster = "shop", TaskDefinition = "web" }, [Id(3)], Now).World;
        (world, _) = StopTask.Apply(world, new() { Cluster = "shop", Task = Id(3), Reason = "enough" }, Now);
        (world, _) = AccountSettingRules.Put(world, SettingName.ContainerInsights, "enabled", null, forAccount: true);
        (world, _) = AccountSettingRules.Put(world, SettingName.TaskLongArnFormat, "disabled", null, forAccount: false);
        return Settle(WithScaling(WithAlarms(WithLoadBalancers(world))));
    }

    /// <summary>An alarm on metric math that changed its state, a composite one above it, one that was only told, and a dashboard.</summary>
    private static World WithAlarms(World world)
    {
        world = AlarmSetting.Put(world, new Shapes.CloudWatch.PutMetricAlarmRequest
        {
            AlarmName = "hot", EvaluationPeriods = 1, Threshold = 0.1, ComparisonOperator = "GreaterThanThreshold", Tags = [new() { Key = "team", Value = "ä" }],
            Metrics =
            [
                new() { Id = "m", MetricStat = new() { Metric = new() { Namespace = "Shop", MetricName = "Cpu" }, Period = 60, Stat = "p99" }, ReturnData = false },
                new() { Id = "e", Expression = "m * 2" },
            ],
        }, Now);
        world = AlarmSetting.Put(world, new Shapes.CloudWatch.PutCompositeAlarmRequest { AlarmName = "all", AlarmRule = "ALARM(hot)" }, Now);
        world = AlarmSetting.SetState(world, new() { AlarmName = "hot", StateValue = "ALARM", StateReason = "drill", StateReasonData = "{}" }, Now);
        world = AlarmSetting.Tell(world, "told", inAlarm: true, Now);
        world = world.Put(new ServiceLoad("workers", "web", Now) { Cpu = new(LoadShape.Ramp, 256, 2048, TimeSpan.FromMinutes(5), TimeSpan.FromHours(1)), Requests = LoadCurve.Constant(600) });
        return Dashboards.Put(world, new() { DashboardName = "shop", DashboardBody = "{\"widgets\":[]}" }, Now);
    }

    /// <summary>A service without tasks that is scaled both ways and by the clock, what was done about it, and an alarm whose actions are held back.</summary>
    private static World WithScaling(World world)
    {
        (world, _) = CreateService.Apply(world, new() { Cluster = "shop", ServiceName = "scaled", TaskDefinition = "web", DesiredCount = 0 }, new("ecs-svc/1", "2", "3"), "me", Now);
        var target = new Shapes.ApplicationAutoScaling.RegisterScalableTargetRequest
        {
            ServiceNamespace = "ecs", ResourceId = "service/shop/scaled", ScalableDimension = "ecs:service:DesiredCount", MinCapacity = 0, MaxCapacity = 5, Tags = new([new("team", "ä")]),
        };
        (world, var scaled) = ScalableTargets.Register(world, target, Id(4), Now);
        var policy = new Shapes.ApplicationAutoScaling.PutScalingPolicyRequest { ServiceNamespace = "ecs", ResourceId = scaled.ResourceId, ScalableDimension = "ecs:service:DesiredCount" };
        (world, _) = ScalingPolicies.Put(world, policy with
        {
            PolicyName = "cpu", PolicyType = "TargetTrackingScaling",
            TargetTrackingScalingPolicyConfiguration = new() { TargetValue = 50.5, PredefinedMetricSpecification = new() { PredefinedMetricType = "ECSServiceAverageCPUUtilization" } },
        }, new(Id(5), Id(6), Id(7), Id(8)), Now);
        (world, _) = ScalingPolicies.Put(world, policy with
        {
            PolicyName = "steps", PolicyType = "StepScaling",
            StepScalingPolicyConfiguration = new() { AdjustmentType = "ChangeInCapacity", StepAdjustments = [new() { MetricIntervalLowerBound = 0, ScalingAdjustment = 1 }] },
        }, new(Id(9), Id(10), Id(11), Id(12)), Now);
        world = ScheduledActions.Put(world, new()
        {
            ServiceNamespace = "ecs", ResourceId = scaled.ResourceId, ScalableDimension = "ecs:service:DesiredCount", ScheduledActionName = "morning", Schedule = "cron(0 8 ? * MON-FRI *)",
            Timezone = "Europe/Berlin", StartTime = Now.AddDays(1), ScalableTargetAction = new() { MinCapacity = 2 },
        }, Id(13), Now);
        world = world.Put(world.ScalableTargets[scaled.Key] with { ScaledOut = new(1, Now, Now.AddMinutes(5)), Activities = 1 }).Put(new AasScalingActivity(scaled.Key, Id(14), 0, Now)
        {
            Description = "Attempting to scale due to alarm triggered", Cause = "drill", StatusCode = "Failed", NotScaledReasons = [new() { Code = "AlreadyAtMaxCapacity", MaxCapacity = 5 }],
        });
        world = AlarmSetting.Put(world, new Shapes.CloudWatch.PutCompositeAlarmRequest
        {
            AlarmName = "quiet", AlarmRule = "OK(hot)", ActionsSuppressor = "told", ActionsSuppressorWaitPeriod = 60, ActionsSuppressorExtensionPeriod = 60,
        }, Now);
        return world;
    }

    /// <summary>A load balancer that is still being set up, with everything that belongs to one, and a classic one.</summary>
    private static World WithLoadBalancers(World world)
    {
        world = DefaultNetwork.Ensure(world);
        var vpc = DefaultNetwork.DefaultVpcId(world)!;
        var subnets = world.Ec2<Ec2Subnet>(EntityKind.Subnet, vpc).Select(subnet => subnet.Id).ToValueList();
        (world, var balancer) = LoadBalancers.Create(world, new() { Name = "web", Subnets = subnets, Tags = [new() { Key = "team", Value = "ä" }] }, "0123456789abcdef", Now);
        (world, var group) = TargetGroups.Create(world, new() { Name = "blue", Protocol = "HTTP", Port = 80, VpcId = vpc, TargetType = "ip" }, "0123456789abcdef", Now);
        var arn = ElbTargetGroup.ArnOf(world.Scope, group.Key);
        (world, var listener) = Listeners.Create(
            world,
            new() { LoadBalancerArn = ElbLoadBalancer.ArnOf(world.Scope, balancer.Key), Protocol = "HTTP", Port = 80, DefaultActions = [new() { Type = "forward", TargetGroupArn = arn }] },
            "0123456789abcdef", "fedcba9876543210", Now);
        (world, _) = Rules.Create(
            world,
            new() { ListenerArn = ElbListener.ArnOf(world.Scope, listener.Key), Priority = 1, Conditions = [new() { Field = "path-pattern", Values = ["/api/*"] }], Actions = listener.DefaultActions },
            "0123456789abcdef", Now);
        world = Targets.Register(world, new() { TargetGroupArn = arn, Targets = [new() { Id = "127.0.0.1" }] }, Now);
        (world, _) = LoadBalancerAttributes.Modify(
            world, new() { LoadBalancerArn = ElbLoadBalancer.ArnOf(world.Scope, balancer.Key), Attributes = [new() { Key = "idle_timeout.timeout_seconds", Value = "30" }] });
        return ClassicLoadBalancers.Create(
            world, new() { LoadBalancerName = "old", AvailabilityZones = [world.Scope.Region + "a"], Listeners = [new() { Protocol = "TCP", LoadBalancerPort = 25, InstancePort = 25 }] }, Now).World;
    }

    /// <summary>Plans and applies until nothing is left to decide.</summary>
    public static World Settle(World world)
    {
        while (true)
        {
            var plan = Planner.Plan(world, Now);
            world = world.Settled(Now);
            foreach (var decision in plan.Decisions) world = Reducer.Apply(world, decision, Now);
            if (plan.Decisions.Count == 0) return world;
        }
    }

    /// <summary>Fails unless both hold the same and find it by the same indexes. What the planner still has to look at may differ.</summary>
    public static void ShouldEqual(this World actual, World expected)
    {
        actual.Scope.Should().Be(expected.Scope);
        actual.Clusters.AsEnumerable().Should().Equal(expected.Clusters);
        actual.Families.AsEnumerable().Should().Equal(expected.Families);
        actual.TaskDefinitions.AsEnumerable().Should().Equal(expected.TaskDefinitions);
        actual.Tasks.AsEnumerable().Should().Equal(expected.Tasks);
        actual.ContainerInstances.AsEnumerable().Should().Equal(expected.ContainerInstances);
        actual.AccountSettings.AsEnumerable().Should().Equal(expected.AccountSettings);
        actual.ClientTokens.AsEnumerable().Should().Equal(expected.ClientTokens);
        actual.LoadBalancers.AsEnumerable().Should().Equal(expected.LoadBalancers);
        actual.Listeners.AsEnumerable().Should().Equal(expected.Listeners);
        actual.ListenerRules.AsEnumerable().Should().Equal(expected.ListenerRules);
        actual.TargetGroups.AsEnumerable().Should().Equal(expected.TargetGroups);
        actual.Targets.AsEnumerable().Should().Equal(expected.Targets);
        actual.Alarms.AsEnumerable().Should().Equal(expected.Alarms);
        actual.AlarmHistories.AsEnumerable().Should().Equal(expected.AlarmHistories);
        actual.Dashboards.AsEnumerable().Should().Equal(expected.Dashboards);
        actual.ServiceLoads.AsEnumerable().Should().Equal(expected.ServiceLoads);
        actual.ScalableTargets.AsEnumerable().Should().Equal(expected.ScalableTargets);
        actual.ScalingPolicies.AsEnumerable().Should().Equal(expected.ScalingPolicies);
        actual.ScheduledActions.AsEnumerable().Should().Equal(expected.ScheduledActions);
        actual.TargetActivities.AsEnumerable().Should().Equal(expected.TargetActivities);
        foreach (var target in expected.ScalableTargets.Keys) actual.PoliciesOf(target).Should().Equal(expected.PoliciesOf(target));
        actual.ClassicLoadBalancers.AsEnumerable().Should().Equal(expected.ClassicLoadBalancers);
        foreach (var group in expected.TargetGroups.Keys.Select(key => ElbTargetGroup.ArnOf(expected.Scope, key)))
            TargetGroups.BalancersOf(actual, group).Should().Equal(TargetGroups.BalancersOf(expected, group));
        actual.Tallies.AsEnumerable().Should().Equal(expected.Tallies);
        foreach (var bucket in expected.Tasks.Values.SelectMany(TaskBuckets.Of).Distinct())
            actual.TaskIndex[bucket].AsEnumerable().Should().Equal(expected.TaskIndex[bucket]);
        foreach (var cluster in expected.Clusters.Keys)
            actual.InstanceIndex[cluster].AsEnumerable().Should().Equal(expected.InstanceIndex[cluster]);
        actual.Agenda.NextProgressAt.Should().Be(expected.Agenda.NextProgressAt);
        actual.Agenda.NextUpkeepAt.Should().Be(expected.Agenda.NextUpkeepAt);
        actual.Changes.Should().BeEmpty();
    }

    private static RegisterTaskDefinitionRequest Definition(string family) => new()
    {
        Family = family,
        ContainerDefinitions =
        [
            new()
            {
                Name = "app",
                Image = "nginx:1.27",
                Cpu = 256,
                Memory = 512,
                Environment = [new() { Name = "GREETING", Value = "grüß 'dich'" }],
                LogConfiguration = new() { LogDriver = "awslogs", Options = new([new("awslogs-group", "g"), new("awslogs-region", "eu-central-1")]) },
            },
        ],
    };
}
