using Workbook.Engine.Metrics;
using Workbook.Engine.Tests.Time;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatch;

namespace Workbook.Engine.Tests.Metrics;

/// <summary>Data points outlive the process.</summary>
internal sealed class MetricLogTests
{
    private static readonly AccountRegion Scope = new("123456789012", "eu-west-1");
    private static readonly MetricId Cpu = MetricId.Of("Shop", "Cpu \"é\"", ("Host", "a"), ("Zone", "b"));

    private string _folder = null!;
    private EngineClock _clock = null!;

    [SetUp]
    public void Begin()
    {
        _folder = Directory.CreateTempSubdirectory("metrics").FullName;
        _clock = new(ClockMode.Manual, new FakeMachine());
    }

    [TearDown]
    public async Task EndAsync()
    {
        await _clock.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task What_was_written_is_there_again()
    {
        Aggregate[] sent = [Aggregate.Of(0.1), new(3, 12, 1, 7), Aggregate.Of([(1d, 2d), (5d, 1d)])];
        await using (var store = new MetricStore(_clock, _folder))
        {
            for (var i = 0; i < sent.Length; i++) await store.WriteAsync(Scope, [new(Cpu, "Percent", FakeMachine.Start.AddMinutes(i - 5), sent[i])]);
            await store.WriteAsync(Scope, [new(Cpu, "Percent", FakeMachine.Start.AddSeconds(-10), Aggregate.Of(4), IsHighResolution: true)]);
        }
        await using var again = new MetricStore(_clock, _folder);
        var read = again.Of(Scope).Read(Cpu, "Percent", FakeMachine.Start.AddMinutes(-5), FakeMachine.Start, TimeSpan.FromSeconds(60));
        read.Take(3).Select(point => point.Aggregate with { Values = null }).Should().Equal(sent.Select(each => each with { Values = null }));
        MetricStatistic.Parse("p50")!.Of(read[2].Aggregate).Should().Be(1);
        again.Of(Scope).Read(Cpu, null, FakeMachine.Start.AddSeconds(-10), FakeMachine.Start, TimeSpan.FromSeconds(10)).Should().ContainSingle();
        again.List(Scope, DateTimeOffset.MinValue).Single().Metric.Should().Be(Cpu);
    }

    [Test]
    public async Task Samples_that_became_one_data_point_are_put_together_on_disk_too()
    {
        await using (var store = new MetricStore(_clock, _folder))
        {
            for (var i = 0; i < 40; i++) await store.WriteAsync(Scope, [.. Enumerable.Repeat(new MetricSample(Cpu, "None", FakeMachine.Start, Aggregate.Of(2)), 100)]);
        }
        await using (new MetricStore(_clock, _folder))
        {
        }
        using (var file = MetricFile.Open(_folder)) file.Read().Should().ContainSingle().Which.Sample.Aggregate.Should().Be(new Aggregate(4000, 8000, 2, 2));
    }

    [Test]
    public async Task What_is_cleared_is_gone_and_what_comes_then_is_kept()
    {
        await using (var store = new MetricStore(_clock, _folder))
        {
            await store.WriteAsync(Scope, [new(Cpu, "None", FakeMachine.Start, Aggregate.Of(1))]);
            await store.ClearAsync();
            await store.WriteAsync(Scope, [new(Cpu, "None", FakeMachine.Start, Aggregate.Of(5))]);
        }
        await using var again = new MetricStore(_clock, _folder);
        again.Of(Scope).Read(Cpu, null, FakeMachine.Start, FakeMachine.Start.AddMinutes(1), TimeSpan.FromMinutes(1)).Single().Aggregate.Should().Be(Aggregate.Of(5));
    }

    [Test]
    public void A_file_that_is_no_database_is_refused_with_what_to_do()
    {
        File.WriteAllText(Path.Combine(_folder, "metrics.db"), new string('x', 5000));
        FluentActions.Invoking(() => new MetricStore(_clock, _folder)).Should().Throw<IOException>().WithMessage("*metrics.db is damaged*workbook reset*");
    }
}
