using System.Collections.Concurrent;
using Workbook.Engine.Time;

namespace Workbook.Engine.Tests.Time;

public class AutomaticClockTests
{
    private readonly ConcurrentQueue<double> _fired = [];
    private EngineClock _clock = null!;

    [SetUp]
    public void Begin()
    {
        _fired.Clear();
        _clock = new(ClockMode.Automatic, new FakeMachine());
    }

    [TearDown]
    public async Task EndAsync() => await _clock.DisposeAsync();

    private double Now => (_clock.GetUtcNow() - FakeMachine.Start).TotalMinutes;

    private IDisposable After(double minutes, bool isUpkeep = false, Action? then = null) =>
        _clock.Schedule(FakeMachine.Start + TimeSpan.FromMinutes(minutes), isUpkeep, () =>
        {
            _fired.Enqueue(Now);
            then?.Invoke();
        });

    [Test]
    public async Task It_jumps_to_whatever_comes_next_until_nothing_does()
    {
        _clock.Hold();
        After(20);
        After(10, then: () => After(15));
        _clock.Release();
        await _clock.RestAsync();
        _fired.Should().Equal(10, 15, 20);
        Now.Should().Be(20);
    }

    [Test]
    public async Task It_does_not_move_while_something_is_held()
    {
        var released = false;
        _clock.Hold();
        _clock.Hold();
        After(10, then: () => released.Should().BeTrue());
        _clock.Release();
        _clock.RestAsync().IsCompleted.Should().BeFalse();
        Now.Should().Be(0);
        released = true;
        _clock.Release();
        await _clock.RestAsync();
        _fired.Should().Equal(10);
    }

    [Test]
    public async Task It_does_not_jump_to_upkeep_but_does_it_on_the_way()
    {
        _clock.Hold();
        After(5, isUpkeep: true);
        After(10);
        After(15, isUpkeep: true);
        _clock.Release();
        await _clock.RestAsync();
        _fired.Should().Equal(5, 10);
        Now.Should().Be(10);

        await _clock.AdvanceAsync(TimeSpan.FromMinutes(5));
        _fired.Should().Equal(5, 10, 15);
    }

    [Test]
    public async Task What_goes_on_for_ever_stops_at_the_horizon_and_goes_on_when_somebody_comes()
    {
        using (_clock.CreateTimer(_ => _fired.Enqueue(Now), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)))
        {
            await _clock.RestAsync();
            _fired.Should().Equal(Enumerable.Range(1, 60).Select(minute => (double)minute));

            _clock.Stimulate();
            await _clock.RestAsync();
            _fired.Should().HaveCount(120);
            Now.Should().Be(120);
        }
    }

    [Test]
    public async Task What_lies_beyond_the_horizon_is_reached_step_by_step()
    {
        After(90);
        await _clock.RestAsync();
        _fired.Should().BeEmpty();
        Now.Should().Be(0);

        await _clock.AdvanceAsync(TimeSpan.FromMinutes(40));
        await _clock.RestAsync();
        (_fired.Count, Now).Should().Be((0, 40), "where it was moved to it stands");

        _clock.Stimulate();
        await _clock.RestAsync();
        // 40 + the horizon of 60 reaches 90.
        _fired.Should().Equal(90);
    }

    [Test]
    public async Task A_call_that_is_taken_back_does_not_move_the_clock()
    {
        _clock.Hold();
        After(10).Dispose();
        _clock.Release();
        await _clock.RestAsync();
        Now.Should().Be(0);
    }

    [Test]
    public async Task Whoever_asks_meanwhile_time_only_moves_forward()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(() =>
        {
            for (var i = 0; i < 250; i++)
            {
                _clock.Hold();
                _clock.Schedule(_clock.GetUtcNow() + TimeSpan.FromSeconds(i * caller % 7), i % 5 == 0, () => _fired.Enqueue(Now));
                _clock.Stimulate();
                _clock.Release();
            }
        })));
        await _clock.RestAsync();
        await _clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        _fired.Should().HaveCount(2_000).And.BeInAscendingOrder();
    }

    [Test]
    public async Task A_chain_of_held_steps_takes_exactly_the_time_it_says()
    {
        // As the control loop works: a timer fires, work is done elsewhere, the next timer is set, and only then is the hold let go.
        var done = new TaskCompletionSource();
        _clock.Hold();
        Next(200);
        _clock.Release();
        await done.Task;
        await _clock.RestAsync();
        Now.Should().Be(20);

        void Next(int left)
        {
            if (left == 0)
            {
                done.SetResult();
                return;
            }
            _clock.Schedule(_clock.GetUtcNow() + TimeSpan.FromSeconds(6), isUpkeep: false, () =>
            {
                _clock.Hold();
                ThreadPool.QueueUserWorkItem(_ =>
                {
                    Next(left - 1);
                    _clock.Release();
                });
            });
        }
    }
}
