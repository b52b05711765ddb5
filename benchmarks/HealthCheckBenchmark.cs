using System.Diagnostics;
using Workbook.Engine;
using Workbook.Orchestration;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Server;
using Workbook.Shapes.Elbv2;
using Workbook.Shapes.Ecs;

namespace Workbook.Benchmarks;

/// <summary>What health checks cost: simulated tasks, each a target that is checked every 5 s, against the same workbook with none of them checked.</summary>
internal static class HealthCheckBenchmark
{
    private const int TasksOfACall = 10;
    private static readonly AccountRegion Scope = new("123456789012", "us-east-1");
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(20), Span = TimeSpan.FromSeconds(30);

    public static async Task RunAsync()
    {
        Console.WriteLine("| targets | checks/s | of a core | for each check |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var targets in new[] { 100, 1_000 })
        {
            var idle = await MeasureAsync(targets, isUsed: false);
            var busy = await MeasureAsync(targets, isUsed: true);
            Console.WriteLine($"| {targets:N0} | {targets / 5.0:N0} | {(busy - idle) / Span:P2} | {(busy - idle).TotalMicroseconds / (targets / 5.0 * Span.TotalSeconds):N0} µs |");
        }
    }

    private static async Task<TimeSpan> MeasureAsync(int targets, bool isUsed)
    {
        await using var aws = await LocalAws.StartAsync();
        await aws.Engine.Store.UpdateAsync(Scope, (world, now) => (Tasks(world, targets, now), 0));
        await WaitAsync(TimeSpan.FromSeconds(5));
        await aws.Engine.Store.UpdateAsync(Scope, (world, now) => (Targets(world, isUsed, now), 0));
        await WaitAsync(Start);
        var healthy = aws.Engine.Store.Read(Scope).Targets.Values.Count(target => target.State == TargetHealthStateEnum.Healthy);
        if (healthy != (isUsed ? targets : 0)) throw new InvalidOperationException($"{healthy} of {targets} targets are healthy.");
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        await WaitAsync(Span);
        self.Refresh();
        return self.TotalProcessorTime - before;
    }

    private static World Tasks(World world, int count, DateTimeOffset now)
    {
        world = ClusterRules.Create(world, new()).World;
        (world, var revision) = TaskDefinitionRegistry.Register(world, new()
        {
            Family = "web",
            NetworkMode = NetworkMode.Awsvpc,
            Cpu = "256",
            Memory = "512",
            RequiresCompatibilities = [Compatibility.Fargate],
            ContainerDefinitions = [new() { Name = "app", Image = "hello", PortMappings = [new() { ContainerPort = 8080 }] }],
        }, "bench", now);
        for (var call = 0; call < count / TasksOfACall; call++)
        {
            world = RunTask.Apply(world, new()
            {
                TaskDefinition = revision.Definition.TaskDefinitionArn,
                Count = TasksOfACall,
                LaunchType = LaunchType.Fargate,
                NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } },
            }, [.. Enumerable.Range(0, TasksOfACall).Select(number => DerivedId.Hex("task", $"{call} {number}"))], now).World;
        }
        return world;
    }

    private static World Targets(World world, bool isUsed, DateTimeOffset now)
    {
        var group = new ElbTargetGroup("web", "0000000000000001")
        {
            Protocol = ProtocolEnum.Http,
            Port = 8080,
            TargetType = TargetTypeEnum.Ip,
            HealthCheck = new(ProtocolEnum.Http, "traffic-port") { Path = "/health", IntervalSeconds = 5, TimeoutSeconds = 2, HttpCodes = "200" },
        };
        world = world.Put(group);
        if (isUsed)
        {
            var balancer = new ElbLoadBalancer("front", "00000000000000aa", now) { State = LoadBalancerStateEnum.Active, VpcId = "vpc-1" };
            world = world.Put(balancer).Put(new ElbListener(balancer.Key, "00000000000000bb", "00000000000000cc")
            {
                Port = 0,
                Protocol = ProtocolEnum.Http,
                DefaultActions = [new() { Type = ActionTypeEnum.Forward, TargetGroupArn = ElbTargetGroup.ArnOf(Scope, group.Key) }],
            });
        }
        var number = 0;
        foreach (var task in world.Tasks.Values)
        {
            // As services do it: one after the other, not all at once.
            var since = now + TimeSpan.FromMilliseconds(5_000.0 * number++ / world.Tasks.Count);
            world = world.Put(new ElbTarget(group.Key, task.Network!.PrivateIpv4Address!, 8080, since));
        }
        return world;
    }

    private static Task WaitAsync(TimeSpan duration) => Task.Delay(duration, TimeProvider.System);
}
