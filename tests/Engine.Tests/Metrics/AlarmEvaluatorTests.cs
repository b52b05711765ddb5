using Workbook.Engine.Tests.Time;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Engine.Tests.Metrics;

/// <summary>Alarms are evaluated each whole minute of the engine's clock.</summary>
internal sealed class AlarmEvaluatorTests
{
    private static readonly AccountRegion Scope = new("123456789012", "eu-west-1");
    private static readonly MetricId Cpu = MetricId.Of("Shop", "Cpu");

    private EcsEngine _engine = null!;

    [TearDown]
    public async Task EndAsync() => await _engine.DisposeAsync();

    [Test]
    public async Task On_a_manual_clock_each_minute_tells()
    {
        await StartAsync(ClockMode.Manual);
        var start = Retention.Floor(_engine.Clock.GetUtcNow(), TimeSpan.FromMinutes(1)).AddMinutes(1);
        await _engine.Clock.AdvanceAsync(start - _engine.Clock.GetUtcNow());
        await PutAsync(Alarm() with { EvaluationPeriods = 2 });
        var states = new List<string>();
        foreach (var value in new double?[] { 1, 9, 9, 1, null, null, null, null })
        {
            if (value is { } number) Write(number);
            await _engine.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
            states.Add(State);
        }
        // Two of two periods breach after the third minute; the range of four periods is empty after the eighth.
        states.Should().Equal("OK", "OK", "ALARM", "OK", "OK", "OK", "OK", "INSUFFICIENT_DATA");
        _engine.Store.Read(Scope).Alarms["hot"].StateTransitionedAt.Should().Be(start.AddMinutes(8));
    }

    [Test]
    public async Task An_automatic_clock_goes_on_to_what_the_data_brings_and_comes_to_rest()
    {
        await StartAsync(ClockMode.Automatic);
        await PutAsync(Alarm() with { EvaluationPeriods = 2 });
        await _engine.Clock.RestAsync();
        State.Should().Be("INSUFFICIENT_DATA");
        var before = _engine.Clock.GetUtcNow();

        Write(9);
        Write(9, minutesAgo: 1);
        _engine.Clock.Stimulate();
        await _engine.Clock.RestAsync();
        State.Should().Be("ALARM");
        (_engine.Clock.GetUtcNow() - before).Should().BeLessThan(TimeSpan.FromMinutes(3), "nothing waits for data to stop");
        _engine.Failure.Should().BeNull();
    }

    [Test]
    public async Task A_state_that_was_set_by_hand_lasts_until_the_next_minute()
    {
        await StartAsync(ClockMode.Manual);
        await PutAsync(Alarm());
        Write(1);
        await _engine.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));
        State.Should().Be("OK");
        await _engine.Clock.AdvanceAsync(TimeSpan.FromSeconds(20));
        await _engine.Store.UpdateAsync(Scope, (world, now) => (AlarmSetting.SetState(world, new() { AlarmName = "hot", StateValue = "ALARM", StateReason = "drill" }, now), 0));
        Write(1);
        await _engine.Clock.AdvanceAsync(TimeSpan.Zero);
        State.Should().Be("ALARM");
        await _engine.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        State.Should().Be("OK");
    }

    [Test]
    public async Task Short_periods_are_evaluated_every_ten_seconds()
    {
        await StartAsync(ClockMode.Manual);
        await PutAsync(Alarm() with { Period = 10 });
        Write(9, highResolution: true);
        await _engine.Clock.AdvanceAsync(TimeSpan.FromSeconds(10));
        State.Should().Be("ALARM");
    }

    private string State => _engine.Store.Read(Scope).Alarms["hot"].State;

    private async Task StartAsync(ClockMode mode) => _engine = await EcsEngine.StartAsync(new() { Clock = mode, Machine = new FakeMachine() });

    private ValueTask<int> PutAsync(PutMetricAlarmRequest request) => _engine.Store.UpdateAsync(Scope, (world, now) => (AlarmSetting.Put(world, request, now), 0));

    private void Write(double value, int minutesAgo = 0, bool highResolution = false) =>
        _engine.Metrics.WriteAsync(Scope, [new(Cpu, "None", _engine.Clock.GetUtcNow().AddMinutes(-minutesAgo), Aggregate.Of(value), highResolution)]).IsCompletedSuccessfully.Should().BeTrue("there is no disk to wait for");

    private static PutMetricAlarmRequest Alarm() => new()
    {
        AlarmName = "hot", Namespace = Cpu.Namespace, MetricName = Cpu.Name, Statistic = "Average", Period = 60, EvaluationPeriods = 1, Threshold = 5, ComparisonOperator = "GreaterThanThreshold",
    };
}
