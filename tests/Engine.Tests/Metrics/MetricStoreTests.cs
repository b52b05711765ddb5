using Workbook.Engine.Metrics;
using Workbook.Engine.Tests.Time;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatch;

namespace Workbook.Engine.Tests.Metrics;

/// <summary>Data points are kept by the second, then by the minute, five minutes and hour, and at last not at all.</summary>
internal sealed class MetricStoreTests
{
    private static readonly AccountRegion Scope = new("123456789012", "eu-west-1");
    private static readonly MetricId Cpu = MetricId.Of("Shop", "Cpu", ("Host", "a"));

    private EngineClock _clock = null!;
    private MetricStore _store = null!;
    private DateTimeOffset _start;

    [SetUp]
    public void Begin()
    {
        _clock = new(ClockMode.Manual, new FakeMachine());
        _store = new(_clock);
        _start = Retention.Floor(_clock.GetUtcNow(), TimeSpan.FromHours(1));
    }

    [TearDown]
    public async Task EndAsync() => await _clock.DisposeAsync();

    [Test]
    public void Samples_of_one_minute_are_one_data_point()
    {
        Write(_start, 1);
        Write(_start.AddSeconds(59), 3);
        Write(_start.AddSeconds(60), 5);
        Read(_start, 10, 60).Should().Equal((0, 2, 4, 1, 3), (1, 1, 5, 5, 5));
        Read(_start, 10, 300).Should().Equal((0, 3, 9, 1, 5));
        Read(_start.AddMinutes(1), 10, 60).Should().Equal((0, 1, 5, 5, 5));
    }

    [Test]
    public void High_resolution_is_kept_by_the_second_for_three_hours()
    {
        Write(_start, 1, highResolution: true);
        Write(_start.AddSeconds(10), 3, highResolution: true);
        Write(_start.AddSeconds(20), 4);
        Read(_start, 1, 10).Should().Equal([(0, 1, 1, 1, 1), (1, 1, 3, 3, 3)], "what came by the minute cannot be told by ten seconds");
        Read(_start, 1, 60).Should().Equal((0, 3, 8, 1, 4));
    }

    [Test]
    public async Task What_grows_old_grows_coarse_and_nothing_of_it_is_lost()
    {
        for (var second = 0; second < 600; second++) Write(_start.AddSeconds(second), second, highResolution: true);
        foreach (var (days, finest) in new[] { (0d, 1), (0.2, 60), (17, 300), (70, 3600) })
        {
            await _clock.AdvanceAsync(_start.AddDays(days) - _clock.GetUtcNow() is { Ticks: > 0 } ahead ? ahead : TimeSpan.Zero);
            Write(_clock.GetUtcNow(), 1);
            Read(_start, 10, finest).Should().NotBeEmpty($"after {days} days");
            if (finest > 1) Read(_start, 10, finest == 60 ? 30 : finest / 5 >= 60 ? 60 : 1).Should().BeEmpty($"after {days} days");
            Read(_start, 60, 3600).First().Should().BeOneOf((0, 600, 179_700, 0, 599), (0, 601, 179_701, 0, 599));
        }
        await _clock.AdvanceAsync(TimeSpan.FromDays(500));
        Write(_clock.GetUtcNow(), 1);
        Read(_start, 60, 3600).Should().BeEmpty();
    }

    [Test]
    public void Units_are_kept_apart()
    {
        Write(_start, 1, unit: "Bytes");
        Write(_start, 2, unit: "Kilobytes");
        _store.UnitsOf(Scope, Cpu).Should().Equal("Bytes", "Kilobytes");
        _store.Of(Scope).Read(Cpu, "Bytes", _start, _start.AddMinutes(1), TimeSpan.FromMinutes(1)).Single().Aggregate.Should().Be(Aggregate.Of(1));
        _store.Of(Scope).Read(Cpu, "Bits", _start, _start.AddMinutes(1), TimeSpan.FromMinutes(1)).Should().BeEmpty();
        Read(_start, 1, 60).Should().Equal((0, 2, 3, 1, 2));
    }

    [Test]
    public void Metrics_are_listed_in_order_as_long_as_they_are_young()
    {
        foreach (var name in new[] { "b", "a", "c" }) Write(MetricId.Of("Shop", name), _start.AddHours(name == "c" ? -4 : 0), 1);
        Names(_start.AddDays(-14)).Should().Equal("a", "b", "c");
        Names(_start.AddHours(-3)).Should().Equal("a", "b");
        _store.List(new("000000000001", "eu-west-1"), _start.AddDays(-14)).Should().BeEmpty();
    }

    [Test]
    public async Task Metrics_of_which_nothing_is_left_take_no_room()
    {
        for (var i = 0; i < 2000; i++) Write(MetricId.Of("Shop", $"m{i}"), _start, 1);
        await _clock.AdvanceAsync(TimeSpan.FromDays(500));
        for (var i = 0; i < 10_000; i++) Write(_clock.GetUtcNow(), 1);
        Names(DateTimeOffset.MinValue).Should().Equal("Cpu");
    }

    private IEnumerable<string> Names(DateTimeOffset since) => _store.List(Scope, since).Select(pair => pair.Metric.Name);

    private void Write(DateTimeOffset at, double value, bool highResolution = false, string unit = "None") =>
        _store.WriteAsync(Scope, [new(Cpu, unit, at, Aggregate.Of(value), highResolution)]).IsCompletedSuccessfully.Should().BeTrue("there is no disk to wait for");

    private void Write(MetricId metric, DateTimeOffset at, double value) => _store.WriteAsync(Scope, [new(metric, "None", at, Aggregate.Of(value))]).IsCompletedSuccessfully.Should().BeTrue("there is no disk to wait for");

    private (int Period, double Count, double Sum, double Minimum, double Maximum)[] Read(DateTimeOffset from, int minutes, int period) =>
    [
        .. _store.Of(Scope).Read(Cpu, null, from, from.AddMinutes(minutes), TimeSpan.FromSeconds(period))
            .Select(point => ((int)((point.Start - from).TotalSeconds / period), point.Aggregate.Count, point.Aggregate.Sum, point.Aggregate.Minimum, point.Aggregate.Maximum)),
    ];
}
