using Workbook.Engine.Tests.Time;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Load;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Metrics;

/// <summary>From a data point to a task: the engine's clock, its evaluator and its control loop, with simulated tasks.</summary>
internal sealed class ScalingTests
{
    private const string Resource = "service/default/web", Dimension = "ecs:service:DesiredCount";

    private static readonly AccountRegion Scope = new("123456789012", "eu-west-1");
    private static readonly MetricId Queue = MetricId.Of("Shop", "Waiting", ("QueueName", "orders"));
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private EcsEngine _engine = null!;
    private int _ids;

    private World World => _engine.Store.Read(Scope);

    private EcsService Web => World.Services["default/web"];

    [TearDown]
    public async Task EndAsync()
    {
        _engine.Failure.Should().BeNull();
        await _engine.DisposeAsync();
    }

    [Test]
    public async Task A_day_of_load_in_minutes()
    {
        await StartAsync(ClockMode.Manual, desired: 2);
        await TrackAsync(50);
        var counts = new List<int>();
        // Tasks have 256 CPU units: 160 % of that among those that run, and 20 % from minute 10 on.
        for (var minute = 0; minute < 40; minute++)
        {
            var units = 256 * (minute < 10 ? 1.6 : 0.2);
            if (minute is 0 or 10) await ChangeAsync((world, now) => world.Put(new ServiceLoad("default", "web", now) { Cpu = LoadCurve.Constant(units) }));
            await _engine.Clock.AdvanceAsync(Minute);
            counts.Add(Web.DesiredCount);
        }
        // Minute 3: 2 × 80 / 50 = 3.2 → 4; then 40. Minutes 10 to 24 are at 5, so that 4 × 5 / 50 → 1 in minute 25.
        counts.Select((count, index) => (Minute: index + 1, count)).Where(each => each.Minute == 1 || each.count != counts[each.Minute - 2])
            .Should().Equal((1, 2), (3, 4), (25, 1));
        Running.Should().Be(1);
        World.TargetActivities.Values.Where(activity => activity.NotScaledReasons is null).Select(activity => activity.StatusCode).Should().Equal("Successful", "Successful");
    }

    [Test]
    public async Task An_automatic_clock_goes_on_as_long_as_there_is_something_to_do()
    {
        await StartAsync(ClockMode.Automatic, desired: 2);
        var steps = await PutAsync(new()
        {
            PolicyName = "steps", PolicyType = "StepScaling",
            StepScalingPolicyConfiguration = new() { AdjustmentType = "ChangeInCapacity", Cooldown = 120, StepAdjustments = [new() { MetricIntervalLowerBound = 0, ScalingAdjustment = 1 }] },
        });
        await ChangeAsync((world, now) => AlarmSetting.Put(world, new Shapes.CloudWatch.PutMetricAlarmRequest
        {
            AlarmName = "hot", Namespace = Queue.Namespace, MetricName = Queue.Name, Dimensions = Queue.Dimensions, Statistic = "Average", Period = 60, EvaluationPeriods = 1, Threshold = 50,
            ComparisonOperator = "GreaterThanThreshold", AlarmActions = [steps.Arn(Scope)],
        }, now));
        var start = Retention.Floor(_engine.Clock.GetUtcNow(), Minute);
        for (var minute = 0; minute < 10; minute++) Write(80, start + minute * Minute);
        _engine.Clock.Stimulate();
        await _engine.Clock.RestAsync();
        // In the first whole minute and each second one, the last in minute 11: the data point of minute 9 is within the range of three until minute 12.
        Web.DesiredCount.Should().Be(8);
        Running.Should().Be(8);
        (_engine.Clock.GetUtcNow() - start).Should().BeLessThan(TimeSpan.FromMinutes(15), "what has no data is not waited for");
    }

    [Test]
    public async Task An_automatic_clock_goes_on_until_the_tasks_fit_a_load()
    {
        await StartAsync(ClockMode.Automatic, desired: 1);
        await TrackAsync(50);
        await _engine.Clock.RestAsync();
        var idle = Web.DesiredCount;
        await ChangeAsync((world, now) => world.Put(new ServiceLoad("default", "web", now) { Cpu = LoadCurve.Constant(600) }));
        await _engine.Clock.RestAsync();
        var loaded = Web.DesiredCount;
        await ChangeAsync((world, now) => world.Remove(world.ServiceLoads["default/web"]));
        await _engine.Clock.RestAsync();

        // 600 units are 234 % of a task: 1 is at 100 % → 2, which are at 100 % → 4, which are at 59 % → 5, which are at 47 %.
        (idle, loaded, Web.DesiredCount).Should().Be((1, 5, 1));
    }

    [Test]
    public async Task An_automatic_clock_does_not_jump_to_schedules_and_a_manual_one_passes_them()
    {
        await StartAsync(ClockMode.Automatic, desired: 1);
        await ScheduleAsync();
        await _engine.Clock.RestAsync();
        Web.DesiredCount.Should().Be(1);
        await _engine.DisposeAsync();

        await StartAsync(ClockMode.Manual, desired: 1);
        await ScheduleAsync();
        await _engine.Clock.AdvanceAsync(TimeSpan.FromMinutes(31));
        (Web.DesiredCount, Running).Should().Be((3, 3));

        Task ScheduleAsync() => ChangeAsync((world, now) => ScheduledActions.Put(world, new()
        {
            ServiceNamespace = "ecs", ResourceId = Resource, ScalableDimension = Dimension, ScheduledActionName = "more", Schedule = "rate(30 minutes)", ScalableTargetAction = new() { MinCapacity = 3 },
        }, NextId(), now));
    }

    [Test]
    public async Task Managed_scaling_tells_its_reservation_once_a_minute()
    {
        await StartAsync(ClockMode.Manual, desired: 1);
        await ChangeAsync((world, now) =>
        {
            world = DefaultNetwork.Ensure(world).Put(new LaunchConfigurationState("lc", new() { LaunchConfigurationName = "lc", InstanceType = "t3.medium" }));
            (world, var group) = AutoScalingGroups.Create(world, new() { AutoScalingGroupName = "workers", LaunchConfigurationName = "lc", MinSize = 0, MaxSize = 0, AvailabilityZones = [Scope.Region + "a"] }, NextId(), now);
            world = ProviderRules.Create(world, new() { Name = "own", AutoScalingGroupProvider = new() { AutoScalingGroupArn = group.Arn(Scope), ManagedScaling = new() { Status = "ENABLED" } } }).World;
            return ClusterRules.PutCapacityProviders(world, new() { Cluster = "default", CapacityProviders = ["own"], DefaultCapacityProviderStrategy = [] }).World;
        });
        var start = _engine.Clock.GetUtcNow();
        await _engine.Clock.AdvanceAsync(TimeSpan.FromMinutes(5));
        var metric = MetricId.Of("AWS/ECS/ManagedScaling", "CapacityProviderReservation", ("ClusterName", "default"), ("CapacityProviderName", "own"));
        var points = _engine.Metrics.Of(Scope).Read(metric, "Percent", Retention.Floor(start, Minute), start.AddHours(1), Minute);
        points.Should().HaveCount(5);
        points.Select(point => point.Aggregate.Sum).Should().AllBeEquivalentTo(100.0, "no instance is needed and none is there");
    }

    private int Running => Web.OwnerIds.Sum(id => World.TallyOf(id).Running);

    private async Task StartAsync(ClockMode mode, int desired)
    {
        _engine = await EcsEngine.StartAsync(new() { Clock = mode, Machine = new FakeMachine() });
        await ChangeAsync((world, now) =>
        {
            world = ClusterRules.Create(world, new()).World;
            (world, _) = TaskDefinitionRegistry.Register(world, new()
            {
                Family = "web", NetworkMode = "awsvpc", RequiresCompatibilities = ["FARGATE"], Cpu = "256", Memory = "512", ContainerDefinitions = [new() { Name = "app", Image = "nginx" }],
            }, "me", now);
            world = CreateService.Apply(world, new()
            {
                ServiceName = "web", TaskDefinition = "web", DesiredCount = desired, LaunchType = LaunchType.Fargate, NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-12345678"] } },
            }, ResourceIds.Random.NewServiceIds(), "me", now).World;
            return ScalableTargets.Register(world, new() { ServiceNamespace = "ecs", ResourceId = Resource, ScalableDimension = Dimension, MinCapacity = 1, MaxCapacity = 10 }, NextId(), now).World;
        });
        if (mode == ClockMode.Automatic) await _engine.Clock.RestAsync();
        else await _engine.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));
    }

    private Task<AasScalingPolicy> TrackAsync(double target) => PutAsync(new()
    {
        PolicyName = "cpu", PolicyType = "TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration = new() { TargetValue = target, PredefinedMetricSpecification = new() { PredefinedMetricType = "ECSServiceAverageCPUUtilization" } },
    });

    private async Task<AasScalingPolicy> PutAsync(PutScalingPolicyRequest request)
    {
        await ChangeAsync((world, now) => ScalingPolicies.Put(
            world, request with { ServiceNamespace = "ecs", ResourceId = Resource, ScalableDimension = Dimension }, new(NextId(), NextId(), NextId(), NextId()), now).World);
        return World.ScalingPolicies[AasScalingPolicy.KeyOf(Resource, request.PolicyName!)];
    }

    private async Task ChangeAsync(Func<World, DateTimeOffset, World> change)
    {
        _engine.Clock.Stimulate();
        await _engine.Store.UpdateAsync(Scope, (world, now) => (change(world, now), 0));
    }

    private void Write(double value, DateTimeOffset at) =>
        _engine.Metrics.WriteAsync(Scope, [new(Queue, "Count", at, Aggregate.Of(value))]).IsCompletedSuccessfully.Should().BeTrue("there is no disk to wait for");

    private string NextId() => (++_ids).ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
