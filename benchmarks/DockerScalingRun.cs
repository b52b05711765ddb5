using System.Globalization;
using Workbook.Engine;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Benchmarks;

/// <summary>
/// Real containers that keep their CPU busy for a while, and a target tracking policy that goes by what Docker measures: the service grows from 1 to 3
/// tasks and shrinks to 1 again. The clock is moved on by a minute whenever every container was measured anew.
/// </summary>
internal static class DockerScalingRun
{
    private const string Service = "default/web";
    private const int LongestMinutes = 60;

    private static readonly AccountRegion Scope = new("123456789012", "us-east-1");
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(180), LookEvery = TimeSpan.FromMilliseconds(200);
    private static readonly MetricId Cpu = MetricId.Of("AWS/ECS", "CPUUtilization", ("ClusterName", "default"), ("ServiceName", "web"));

    /// <param name="image">An image with busybox that Docker has.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(string image)
    {
        await using var engine = await EcsEngine.StartAsync(new() { Clock = ClockMode.Real, Docker = new DockerOptions() });
        await engine.Store.UpdateAsync(Scope, (world, now) => (Prepared(world, image, now), 0));
        Console.WriteLine("| minute | CPU of the tasks, percent | tasks measured | desired | running |");
        Console.WriteLine("|---|---|---|---|---|");
        var most = 0;
        for (var minute = 1; minute <= LongestMinutes; minute++)
        {
            await MeasuredAsync(engine);
            await engine.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
            var (world, now) = (engine.Store.Read(Scope), engine.Clock.GetUtcNow());
            var service = world.Services[Service];
            var cpu = engine.Metrics.Of(Scope).Read(Cpu, null, Retention.Floor(now, TimeSpan.FromMinutes(1)).AddMinutes(-1), now, TimeSpan.FromMinutes(1)) is [.., var point] ? point.Aggregate : default;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {minute} | {(cpu.Count > 0 ? cpu.Sum / cpu.Count : 0):N0} | {cpu.Count} | {service.DesiredCount} | {service.Deployments.Sum(each => world.TallyOf(each).Running)} |"));
            most = Math.Max(most, service.DesiredCount);
            if (engine.Failure is { } failure) throw failure;
            if (most == 3 && service.DesiredCount == 1) return 0;
        }
        return 1;
    }

    /// <summary>Waits until all containers that run were measured after now.</summary>
    private static async Task MeasuredAsync(EcsEngine engine)
    {
        var since = TimeProvider.System.GetUtcNow();
        while (true)
        {
            var running = engine.Store.Read(Scope).Tasks.Values.Where(task => task.LastStatus == Orchestration.Tasks.EcsTaskStatus.Running).ToList();
            if (running.Count > 0 && running.All(task => engine.Runtime.UsageOf(Scope, task.Id, "app")?.MeasuredAt > since)) return;
            await Task.Delay(LookEvery, TimeProvider.System);
        }
    }

    private static World Prepared(World world, string image, DateTimeOffset now)
    {
        var end = (TimeProvider.System.GetUtcNow() + Busy).ToUnixTimeSeconds();
        world = ClusterRules.Create(world, new()).World;
        (world, _) = TaskDefinitionRegistry.Register(world, new()
        {
            Family = "web", NetworkMode = "awsvpc", RequiresCompatibilities = ["FARGATE"], Cpu = "256", Memory = "512",
            ContainerDefinitions = [new() { Name = "app", Image = image, Command = ["sh", "-c", $"while [ $(date +%s) -lt {end} ]; do i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; done; sleep 100000"] }],
        }, "me", now);
        world = CreateService.Apply(world, new()
        {
            ServiceName = "web", TaskDefinition = "web", DesiredCount = 1, LaunchType = LaunchType.Fargate,
            NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-12345678"] } },
        }, ResourceIds.Random.NewServiceIds(), "me", now).World;
        world = ScalableTargets.Register(world, new() { ServiceNamespace = "ecs", ResourceId = "service/" + Service, ScalableDimension = "ecs:service:DesiredCount", MinCapacity = 1, MaxCapacity = 3 }, ResourceIds.Random.NewId(), now).World;
        return ScalingPolicies.Put(world, new()
        {
            PolicyName = "cpu", PolicyType = "TargetTrackingScaling", ServiceNamespace = "ecs", ResourceId = "service/" + Service, ScalableDimension = "ecs:service:DesiredCount",
            TargetTrackingScalingPolicyConfiguration = new()
            {
                TargetValue = 50, ScaleOutCooldown = 0, ScaleInCooldown = 0, PredefinedMetricSpecification = new() { PredefinedMetricType = "ECSServiceAverageCPUUtilization" },
            },
        }, new(ResourceIds.Random.NewId(), ResourceIds.Random.NewId(), ResourceIds.Random.NewId(), ResourceIds.Random.NewId()), now).World;
    }
}
