using Docker.DotNet.Models;

namespace Workbook.Engine.Runtimes.Docker.Usage;

/// <summary>Reads Docker's stats ("Get container stats based on resource usage" of Docker's API).</summary>
internal static class UsageReading
{
    private const int NanosecondsPerTick = 100;

    public static ContainerUsage Of(ContainerStatsResponse stats)
    {
        var cpu = stats.CPUStats!;
        var memory = stats.MemoryStats!;
        return new(
            new DateTimeOffset(DateTime.SpecifyKind(stats.Read, DateTimeKind.Utc)),
            Time(cpu.CPUUsage.TotalUsage),
            Time(cpu.SystemUsage ?? 0),
            (int)(cpu.OnlineCPUs ?? 1),
            InUse((long)(memory.Usage ?? 0), Cache(memory)),
            (long)(memory.Limit ?? 0),
            NetworkOf(stats),
            Bytes(stats, "read"),
            Bytes(stats, "write"));
    }

    // What the docker CLI leaves out: total_inactive_file of cgroup v1, inactive_file of v2.
    private static long Cache(MemoryStats memory)
    {
        var stats = memory.Stats ?? new Dictionary<string, ulong>();
        return (long)(stats.TryGetValue("total_inactive_file", out var v1) ? v1 : stats.TryGetValue("inactive_file", out var v2) ? v2 : 0);
    }

    // The two are counted a moment apart.
    private static long InUse(long usage, long cache) => cache < usage ? usage - cache : usage;

    private static NetworkUsage NetworkOf(ContainerStatsResponse stats)
    {
        var networks = stats.Networks?.Values ?? [];
        return new(
            networks.Sum(network => (long)network.RxBytes),
            networks.Sum(network => (long)network.RxPackets),
            networks.Sum(network => (long)network.TxBytes),
            networks.Sum(network => (long)network.TxPackets));
    }

    private static long Bytes(ContainerStatsResponse stats, string operation) =>
        (stats.BlkioStats?.IoServiceBytesRecursive ?? []).Where(entry => string.Equals(entry.Op, operation, StringComparison.OrdinalIgnoreCase)).Sum(entry => (long)entry.Value);

    private static TimeSpan Time(ulong nanoseconds) => TimeSpan.FromTicks((long)(nanoseconds / NanosecondsPerTick));
}
