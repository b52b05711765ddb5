using System.Text.Json;
using Workbook.Engine.Runtimes;

namespace Workbook.Server.Tests.Metadata;

/// <summary>What a container uses, in Docker's shape.</summary>
internal sealed class StatsTests : MetadataFixture
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task ASecondMeasurementBringsRates()
    {
        var id = await RunOnFargateAsync("busy");
        Measure(id, at: 0, cpu: 1, received: 1_000);
        var first = await JsonAsync(UriOf(id) + "/stats");
        first.TryGetProperty("network_rate_stats", out _).Should().BeFalse();
        first.GetProperty("preread").GetString().Should().Be("0001-01-01T00:00:00Z");

        Measure(id, at: 10, cpu: 3, received: 4_000);
        var second = await JsonAsync(UriOf(id) + "/stats");

        MembersOf(second).Should().Equal(Words(Documented.Stats));
        second.GetProperty("read").GetString().Should().Be("2026-01-01T12:00:10Z");
        second.GetProperty("preread").GetString().Should().Be("2026-01-01T12:00:00Z");
        Number(second, "cpu_stats", "cpu_usage", "total_usage").Should().Be(3_000_000_000);
        Number(second, "precpu_stats", "cpu_usage", "total_usage").Should().Be(1_000_000_000);
        Number(second, "memory_stats", "limit").Should().Be(512);
        Number(second, "networks", "eth1", "rx_bytes").Should().Be(4_000);
        Number(second, "network_rate_stats", "rx_bytes_per_sec").Should().Be(300);
        second.GetProperty("id").GetString().Should().Be(World.Tasks[id].Containers[0].RuntimeId);
        second.GetProperty("name").GetString().Should().Be("app");
        (await JsonAsync(UriOf(id) + "/stats")).ToString().Should().Be(second.ToString(), "the same measurement is no news");
        (await JsonAsync(Environment(id, "ECS_CONTAINER_METADATA_URI") + "/stats")).TryGetProperty("network_rate_stats", out _).Should().BeFalse("version 3 has none");
    }

    [Test]
    public async Task AContainerThatStartedAgainHasNoRates()
    {
        var id = await RunOnFargateAsync("restarted");
        Measure(id, at: 0, cpu: 5, received: 9_000);
        await JsonAsync(UriOf(id) + "/stats");
        Measure(id, at: 10, cpu: 1, received: 10);
        (await JsonAsync(UriOf(id) + "/stats")).TryGetProperty("network_rate_stats", out _).Should().BeFalse();
    }

    [Test]
    public async Task OfATask()
    {
        var id = await RunOnFargateAsync("two", """[{"name":"app","image":"nginx"},{"name":"side","image":"nginx"}]""");
        Measure(id, at: 0, cpu: 1, received: 1);
        var stats = await JsonAsync(UriOf(id, "side") + "/task/stats");
        var containers = World.Tasks[id].Containers;
        stats.EnumerateObject().Select(member => member.Name).Should().Equal(containers[0].RuntimeId, containers[1].RuntimeId);
        stats.GetProperty(containers[0].RuntimeId!).ToString().Should().Be((await GetAsync(UriOf(id) + "/stats")).Body);
        stats.GetProperty(containers[1].RuntimeId!).ValueKind.Should().Be(JsonValueKind.Null, "it was not measured");
        (await GetAsync(UriOf(id, "side") + "/stats")).Should().Be((500, $"\"Unable to get container stats for: {containers[1].RuntimeId}\""));
    }

    [Test]
    public async Task TheHostsNetworkIsNobodys()
    {
        var id = await RunAsync("host", """ "networkMode":"host","containerDefinitions":[{"name":"app","image":"nginx","memory":64}] """, """ "launchType":"EC2" """);
        Measure(id, at: 0, cpu: 1, received: 1);
        var stats = await JsonAsync(UriOf(id) + "/stats");
        stats.TryGetProperty("networks", out _).Should().BeFalse();
        stats.GetProperty("name").GetString().Should().StartWith("/ecs-host-1-app-");
    }

    private void Measure(string id, int at, int cpu, long received) => Runtime.Usages[(id, "app")] = new ContainerUsage(
        Noon.AddSeconds(at), TimeSpan.FromSeconds(cpu), TimeSpan.FromSeconds(100 + at), Processors: 2, MemoryBytes: 64, MemoryLimitBytes: 512,
        new NetworkUsage(received, 1, 0, 0), ReadBytes: 7, WrittenBytes: 8);

    private static double Number(JsonElement json, params string[] path) => path.Aggregate(json, (each, name) => each.GetProperty(name)).GetDouble();
}
