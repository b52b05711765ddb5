using System.Collections.Concurrent;
using Workbook.Engine.Time;

namespace Workbook.Engine.Tests.Time;

/// <summary>An automatic clock, and when what it was given was called, in minutes.</summary>
public abstract class AutomaticClockFixture
{
    protected ConcurrentQueue<double> Fired { get; } = [];

    protected EngineClock Clock { get; private set; } = null!;

    protected double Now => (Clock.GetUtcNow() - FakeMachine.Start).TotalMinutes;

    [SetUp]
    public void Begin()
    {
        Fired.Clear();
        Clock = new(ClockMode.Automatic, new FakeMachine());
    }

    [TearDown]
    public async Task EndAsync() => await Clock.DisposeAsync();

    protected IDisposable After(double minutes, bool isUpkeep = false, Action? then = null) =>
        Clock.Schedule(FakeMachine.Start + TimeSpan.FromMinutes(minutes), isUpkeep, () =>
        {
            Fired.Enqueue(Now);
            then?.Invoke();
        });
}
