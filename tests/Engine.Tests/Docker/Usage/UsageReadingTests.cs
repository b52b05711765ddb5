using Docker.DotNet.Models;
using Workbook.Engine.Runtimes;
using Workbook.Engine.Runtimes.Docker.Usage;

namespace Workbook.Engine.Tests.Docker.Usage;

/// <summary>Docker's stats, read.</summary>
public class UsageReadingTests
{
    private static ContainerStatsResponse Stats(ulong? usage = 1000, ulong? limit = 4000, params (string Name, ulong Bytes)[] memory) => new()
    {
        Read = new DateTime(2026, 1, 2, 3, 4, 5),
        CPUStats = new() { CPUUsage = new() { TotalUsage = 1_500_000_000 }, SystemUsage = 60_000_000_000, OnlineCPUs = 4 },
        MemoryStats = new() { Usage = usage, Limit = limit, Stats = memory.ToDictionary(each => each.Name, each => each.Bytes) },
    };

    [Test]
    public void Times_and_sizes_are_Docker_s()
    {
        var usage = UsageReading.Of(Stats());

        usage.Should().Be(new ContainerUsage(
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(60), 4, 1000, 4000, new NetworkUsage(0, 0, 0, 0), 0, 0));
    }

    [Test]
    public void The_page_cache_is_left_out_on_cgroup_v1_by_the_total() =>
        UsageReading.Of(Stats(memory: [("inactive_file", 1), ("total_inactive_file", 300)])).MemoryBytes.Should().Be(700);

    [Test]
    public void The_page_cache_is_left_out_on_cgroup_v2() =>
        UsageReading.Of(Stats(memory: [("inactive_file", 250), ("file", 600)])).MemoryBytes.Should().Be(750);

    [Test]
    public void A_cache_larger_than_the_usage_is_not_believed() =>
        UsageReading.Of(Stats(memory: [("inactive_file", 1001)])).MemoryBytes.Should().Be(1000);

    [Test]
    public void Networks_are_summed()
    {
        var stats = Stats();
        stats.Networks = new Dictionary<string, NetworkStats>
        {
            ["eth0"] = new() { RxBytes = 1, RxPackets = 2, TxBytes = 3, TxPackets = 4 },
            ["eth1"] = new() { RxBytes = 10, RxPackets = 20, TxBytes = 30, TxPackets = 40 },
        };

        UsageReading.Of(stats).Network.Should().Be(new NetworkUsage(ReceivedBytes: 11, ReceivedPackets: 22, SentBytes: 33, SentPackets: 44));
    }

    [Test]
    public void Block_devices_are_summed_by_operation_however_it_is_written()
    {
        var stats = Stats();
        stats.BlkioStats = new()
        {
            IoServiceBytesRecursive =
            [
                new() { Major = 8, Op = "Read", Value = 1 }, new() { Major = 9, Op = "read", Value = 2 },
                new() { Major = 8, Op = "Write", Value = 10 }, new() { Major = 9, Op = "write", Value = 20 },
                new() { Major = 8, Op = "Total", Value = 11 }, new() { Major = 8, Op = "Sync", Value = 5 },
            ],
        };

        (UsageReading.Of(stats).ReadBytes, UsageReading.Of(stats).WrittenBytes).Should().Be((3, 30));
    }

    [Test]
    public void What_Docker_does_not_say_is_nothing()
    {
        var usage = UsageReading.Of(new() { CPUStats = new() { CPUUsage = new() }, MemoryStats = new(), BlkioStats = new() });

        (usage.Cpu, usage.SystemCpu, usage.Processors, usage.MemoryBytes, usage.MemoryLimitBytes).Should().Be((TimeSpan.Zero, TimeSpan.Zero, 1, 0, 0));
        (usage.Network, usage.ReadBytes, usage.WrittenBytes).Should().Be((new NetworkUsage(0, 0, 0, 0), 0, 0));
    }
}
