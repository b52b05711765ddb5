using System.Diagnostics;
using System.Globalization;
using Workbook.Engine;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Load;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Benchmarks;

/// <summary>A day of services that are scaled, on virtual time: metrics of each minute, alarms that are evaluated, policies that act, simulated tasks that come and go.</summary>
internal static class ScalingBenchmark
{
    private const int Services = 50, Policies = 20, Minutes = 24 * 60;

    // A cluster's tasks need no place on Fargate; the day is at its quietest at midnight and needs 2 tasks then, and 10 at noon.
    private const double Quiet = 80, Busy = 500, Target = 50, TaskCpu = 256;

    private static readonly AccountRegion Scope = new("123456789012", "eu-west-1");

    public static async Task RunAsync()
    {
        // Once unmeasured, so that the code is compiled.
        await DayAsync(minutes: 200);
        var (took, alarms, activities, highest, lowest) = await DayAsync(Minutes);
        Console.WriteLine("| services | policies | alarms | scaling activities | desired | a day took |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Console.WriteLine($"| {Services} | {Policies} | {alarms} | {activities:N0} | {lowest} to {highest} | {took.TotalSeconds:N2} s |");
    }

    private static async Task<(TimeSpan Took, int Alarms, int Activities, int Highest, int Lowest)> DayAsync(int minutes)
    {
        await using var engine = await EcsEngine.StartAsync(new() { Clock = ClockMode.Manual });
        await engine.Store.UpdateAsync(Scope, (world, now) => (Prepared(world, now), 0));
        await engine.Clock.AdvanceAsync(TimeSpan.FromMinutes(5));
        var (highest, lowest) = (0, int.MaxValue);
        var watch = Stopwatch.StartNew();
        for (var minute = 0; minute < minutes; minute += 10)
        {
            await engine.Clock.AdvanceAsync(TimeSpan.FromMinutes(10));
            var desired = engine.Store.Read(Scope).Services["default/" + NameOf(0)].DesiredCount;
            (highest, lowest) = (Math.Max(highest, desired), Math.Min(lowest, desired));
        }
        watch.Stop();
        if (engine.Failure is { } failure) throw failure;
        var end = engine.Store.Read(Scope);
        if (minutes == Minutes && (highest < Busy / Target || lowest > 2)) throw new InvalidOperationException($"The services did not follow their load: {lowest} to {highest} tasks.");
        return (watch.Elapsed, end.Alarms.Count, end.TargetActivities.Values.Count(activity => activity.NotScaledReasons is null), highest, lowest);
    }

    private static World Prepared(World world, DateTimeOffset now)
    {
        world = ClusterRules.Create(world, new()).World;
        (world, _) = TaskDefinitionRegistry.Register(world, new()
        {
            Family = "bench", NetworkMode = "awsvpc", RequiresCompatibilities = ["FARGATE"], Cpu = "256", Memory = "512", ContainerDefinitions = [new() { Name = "app", Image = "nginx" }],
        }, "bench", now);
        for (var number = 0; number < Services; number++)
        {
            world = CreateService.Apply(world, new()
            {
                ServiceName = NameOf(number), TaskDefinition = "bench", DesiredCount = 2, LaunchType = LaunchType.Fargate,
                NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-12345678"] } },
            }, ResourceIds.Random.NewServiceIds(), "bench", now).World;
            world = world.Put(new ServiceLoad("default", NameOf(number), now) { Cpu = new(LoadShape.Wave, TaskCpu * Quiet / 100, TaskCpu * Busy / 100, TimeSpan.Zero, Orchestration.Load.LoadCurve.Day) });
            if (number >= Policies) continue;
            var resource = AasScalableTarget.KeyOf("default/" + NameOf(number));
            world = ScalableTargets.Register(
                world, new() { ServiceNamespace = "ecs", ResourceId = resource, ScalableDimension = AasScalableTarget.Dimension, MinCapacity = 2, MaxCapacity = 20 }, ResourceIds.Random.NewId(), now).World;
            world = ScalingPolicies.Put(world, new()
            {
                ServiceNamespace = "ecs", ResourceId = resource, ScalableDimension = AasScalableTarget.Dimension, PolicyName = "cpu", PolicyType = "TargetTrackingScaling",
                TargetTrackingScalingPolicyConfiguration = new() { TargetValue = Target, PredefinedMetricSpecification = new() { PredefinedMetricType = "ECSServiceAverageCPUUtilization" } },
            }, new(ResourceIds.Random.NewUuid(), ResourceIds.Random.NewUuid(), ResourceIds.Random.NewUuid(), ResourceIds.Random.NewUuid()), now).World;
        }
        return world;
    }

    private static string NameOf(int number) => "service-" + number.ToString("D2", CultureInfo.InvariantCulture);
}
