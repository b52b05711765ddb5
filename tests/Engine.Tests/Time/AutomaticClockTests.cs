using Workbook.Engine.Time;

namespace Workbook.Engine.Tests.Time;

public class AutomaticClockTests : AutomaticClockFixture
{
    [Test]
    public async Task It_jumps_to_whatever_comes_next_until_nothing_does()
    {
        Clock.Hold();
        After(20);
        After(10, then: () => After(15));
        Clock.Release();
        await Clock.RestAsync();
        Fired.Should().Equal(10, 15, 20);
        Now.Should().Be(20);
    }

    [Test]
    public async Task It_does_not_move_while_something_is_held()
    {
        var released = false;
        Clock.Hold();
        Clock.Hold();
        After(10, then: () => released.Should().BeTrue());
        Clock.Release();
        Clock.RestAsync().IsCompleted.Should().BeFalse();
        Now.Should().Be(0);
        released = true;
        Clock.Release();
        await Clock.RestAsync();
        Fired.Should().Equal(10);
    }

    [Test]
    public async Task It_does_not_jump_to_upkeep_but_does_it_on_the_way()
    {
        Clock.Hold();
        After(5, isUpkeep: true);
        After(10);
        After(15, isUpkeep: true);
        Clock.Release();
        await Clock.RestAsync();
        Fired.Should().Equal(5, 10);
        Now.Should().Be(10);

        await Clock.AdvanceAsync(TimeSpan.FromMinutes(5));
        Fired.Should().Equal(5, 10, 15);
    }

    [Test]
    public async Task What_goes_on_for_ever_stops_at_the_horizon_and_goes_on_when_somebody_comes()
    {
        using (Clock.CreateTimer(_ => Fired.Enqueue(Now), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)))
        {
            await Clock.RestAsync();
            Fired.Should().Equal(Enumerable.Range(1, 60).Select(minute => (double)minute));

            Clock.Stimulate();
            await Clock.RestAsync();
            Fired.Should().HaveCount(120);
            Now.Should().Be(120);
        }
    }

    [Test]
    public async Task What_lies_beyond_the_horizon_is_reached_step_by_step()
    {
        After(90);
        await Clock.RestAsync();
        Fired.Should().BeEmpty();
        Now.Should().Be(0);

        await Clock.AdvanceAsync(TimeSpan.FromMinutes(40));
        await Clock.RestAsync();
        (Fired.Count, Now).Should().Be((0, 40), "where it was moved to it stands");

        Clock.Stimulate();
        await Clock.RestAsync();
        // 40 + the horizon of 60 reaches 90.
        Fired.Should().Equal(90);
    }

    [Test]
    public async Task A_call_that_is_taken_back_does_not_move_theClock()
    {
        Clock.Hold();
        After(10).Dispose();
        Clock.Release();
        await Clock.RestAsync();
        Now.Should().Be(0);
    }

    [Test]
    public async Task Whoever_asks_meanwhile_time_only_moves_forward()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(() =>
        {
            for (var i = 0; i < 250; i++)
            {
                Clock.Hold();
                Clock.Schedule(Clock.GetUtcNow() + TimeSpan.FromSeconds(i * caller % 7), i % 5 == 0, () => Fired.Enqueue(Now));
                Clock.Stimulate();
                Clock.Release();
            }
        })));
        await Clock.RestAsync();
        await Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        Fired.Should().HaveCount(2_000).And.BeInAscendingOrder();
    }

    [Test]
    public async Task A_chain_of_held_steps_takes_exactly_the_time_it_says()
    {
        // As the control loop works: a timer fires, work is done elsewhere, the next timer is set, and only then is the hold let go.
        var done = new TaskCompletionSource();
        Clock.Hold();
        Next(200);
        Clock.Release();
        await done.Task;
        await Clock.RestAsync();
        Now.Should().Be(20);

        void Next(int left)
        {
            if (left == 0)
            {
                done.SetResult();
                return;
            }
            Clock.Schedule(Clock.GetUtcNow() + TimeSpan.FromSeconds(6), isUpkeep: false, () =>
            {
                Clock.Hold();
                ThreadPool.QueueUserWorkItem(_ =>
                {
                    Next(left - 1);
                    Clock.Release();
                });
            });
        }
    }
}
