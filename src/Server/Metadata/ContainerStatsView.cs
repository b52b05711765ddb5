using Workbook.Engine.Runtimes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Metadata;

/// <summary>What a container uses, in Docker's shape.</summary>
internal static class ContainerStatsView
{
    private const int NanosecondsPerTick = 100;

    /// <summary>Null when it was not measured.</summary>
    public static ContainerStats? Of(ITaskRuntime runtime, AgentContainer container, bool withRates)
    {
        if (runtime.UsageOf(container.Task.World.Scope, container.Task.Task.Id, container.State.Name) is not { } usage) return null;
        var (before, last) = container.Usage.Note(usage);
        return new()
        {
            Read = last.MeasuredAt,
            Preread = before?.MeasuredAt ?? DateTimeOffset.MinValue,
            BlkioStats = new(
            [
                new(0, 0, "Read", last.ReadBytes),
                new(0, 0, "Write", last.WrittenBytes),
                new(0, 0, "Total", last.ReadBytes + last.WrittenBytes),
            ]),
            CpuStats = Cpu(last),
            PrecpuStats = before is null ? new(new(0, 0, 0), null, null) : Cpu(before),
            MemoryStats = new(last.MemoryBytes, last.MemoryLimitBytes),
            // Docker's names begin with a slash.
            Name = container.Task.IsFargate ? container.RuntimeName : "/" + container.RuntimeName,
            Id = container.RuntimeId,
            Networks = HasOwnNetwork(container.Task) ? new Dictionary<string, InterfaceStats> { [container.Task.IsFargate ? "eth1" : "eth0"] = Interface(last.Network) } : null,
            NetworkRateStats = withRates && HasOwnNetwork(container.Task) && before is not null ? Rates(before, last) : null,
        };
    }

    private static bool HasOwnNetwork(AgentTask task) => task.NetworkMode is NetworkMode.Awsvpc or NetworkMode.Bridge;

    private static CpuStats Cpu(ContainerUsage usage) => new(
        new(Nanoseconds(usage.Cpu), 0, Nanoseconds(usage.Cpu)),
        Nanoseconds(usage.SystemCpu),
        usage.Processors);

    private static long Nanoseconds(TimeSpan time) => time.Ticks * NanosecondsPerTick;

    private static InterfaceStats Interface(NetworkUsage usage) =>
        new(usage.ReceivedBytes, usage.ReceivedPackets, 0, 0, usage.SentBytes, usage.SentPackets, 0, 0);

    // 3,000 bytes received in 10 s → 300 bytes per second
    private static NetworkRateStats Rates(ContainerUsage before, ContainerUsage last)
    {
        var seconds = (last.MeasuredAt - before.MeasuredAt).TotalSeconds;
        return new((last.Network.ReceivedBytes - before.Network.ReceivedBytes) / seconds, (last.Network.SentBytes - before.Network.SentBytes) / seconds);
    }
}
