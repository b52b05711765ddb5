using Workbook.Engine.Runtimes;
using Workbook.Engine.Runtimes.Simulated;
using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatch.Sources;
using Workbook.Orchestration.Load;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.Metrics;

/// <summary>
/// What tasks use, as Amazon ECS and Container Insights tell it: measured where containers are real, and what their services' loads say
/// where they are simulated.
/// </summary>
internal sealed class TaskUsage(ITaskRuntime runtime)
{
    private const double UnitsOfProcessor = 1024, BytesOfMebibyte = 1024 * 1024;

    // What each container had used in the minute before, of the tasks that run.
    private readonly Dictionary<AccountRegion, Dictionary<(string TaskId, string Container), ContainerUsage>> _before = [];

    public MinuteSource Source => new(world => world.ContainerInstances.Count + world.TargetGroups.Count > 0 || world.Tallies.Values.Any(tally => tally.Running > 0), Read);

    private IEnumerable<MetricSample> Read(World world, DateTimeOffset minute)
    {
        var tasks = TaskSample.Of(world, runtime is ISimulatedContainers containers ? Simulated(world, containers, minute) : Measured(world));
        return [.. EcsMetrics.Of(world, tasks, minute), .. ContainerInsights.Of(world, tasks, minute), .. ElbMetrics.Hosts(world, minute), .. SimulatedRequests.Of(world, tasks, minute)];
    }

    private static Func<EcsTask, TaskUse?> Simulated(World world, ISimulatedContainers containers, DateTimeOffset minute)
    {
        var running = world.Tasks.Values.Where(task => task.LastStatus == EcsTaskStatus.Running).CountBy(task => (task.ClusterName, task.ServiceName)).ToDictionary();
        return task => SimulatedUse.Of(world, task, running[(task.ClusterName, task.ServiceName)], minute + TimeSpan.FromSeconds(30), Asked(task));

        CpuAndMemory Asked(EcsTask task)
        {
            var uses = task.Containers.Select(each => containers.Find(world.Scope, task.Id, each.Name)?.UseDuring(minute, TimeSpan.FromMinutes(1))).OfType<TaskUse>().ToList();
            return new(uses.Sum(each => each.Cpu), uses.Sum(each => each.Memory));
        }
    }

    /// <summary>From two readings of a container; one that was read only once is left out, and so is a task without any.</summary>
    private Func<EcsTask, TaskUse?> Measured(World world)
    {
        var before = _before.GetValueOrDefault(world.Scope, []);
        var now = _before[world.Scope] = [];
        return task =>
        {
            TaskUse? sum = null;
            foreach (var container in task.Containers)
            {
                if (runtime.UsageOf(world.Scope, task.Id, container.Name) is not { } usage) continue;
                var key = (task.Id, container.Name);
                now[key] = usage;
                if (before.TryGetValue(key, out var earlier) && usage.MeasuredAt > earlier.MeasuredAt) sum = Sum(sum, Between(earlier, usage));
            }
            return sum;
        };
    }

    private static TaskUse Between(ContainerUsage earlier, ContainerUsage later)
    {
        var seconds = (later.MeasuredAt - earlier.MeasuredAt).TotalSeconds;
        return new((later.Cpu - earlier.Cpu).TotalSeconds / seconds * UnitsOfProcessor, later.MemoryBytes / BytesOfMebibyte)
        {
            NetworkReceived = (later.Network.ReceivedBytes - earlier.Network.ReceivedBytes) / seconds,
            NetworkSent = (later.Network.SentBytes - earlier.Network.SentBytes) / seconds,
            StorageRead = (later.ReadBytes - earlier.ReadBytes) / seconds,
            StorageWritten = (later.WrittenBytes - earlier.WrittenBytes) / seconds,
        };
    }

    /// <summary>Of all containers; they share the task's network interface.</summary>
    private static TaskUse Sum(TaskUse? sum, TaskUse use) => sum is null ? use : sum with
    {
        Cpu = sum.Cpu + use.Cpu,
        Memory = sum.Memory + use.Memory,
        StorageRead = sum.StorageRead + use.StorageRead,
        StorageWritten = sum.StorageWritten + use.StorageWritten,
    };
}
