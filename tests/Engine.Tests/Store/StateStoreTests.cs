using System.Globalization;
using Workbook.Engine.State;
using Workbook.Engine.Tests.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.Tests.Store;

public class StateStoreTests
{
    private static readonly AccountRegion Here = new("123456789012", "us-east-1");
    private static readonly AccountRegion There = new("123456789012", "eu-west-1");

    private MemoryJournal _journal = null!;
    private StateStore _store = null!;

    [SetUp]
    public void Begin()
    {
        _journal = new();
        _store = new(new FakeMachine(), _journal);
    }

    [TearDown]
    public async Task EndAsync() => await _journal.DisposeAsync();

    private ValueTask<int> PutAsync(string name, AccountRegion? scope = null) =>
        _store.UpdateAsync(scope ?? Here, (world, _) => (world.Put(new ClusterState(name)), world.Clusters.Count + 1));

    [Test]
    public async Task A_change_is_seen_by_all_who_read_after_it_and_only_in_its_scope()
    {
        var before = _store.Read(Here);
        (await PutAsync("c")).Should().Be(1);
        _store.Read(Here).Clusters.Should().ContainKey("c");
        before.Clusters.Should().BeEmpty();
        _store.Read(There).Clusters.Should().BeEmpty();
        _store.Scopes.Should().Equal(Here);
    }

    [Test]
    public async Task A_change_that_fails_leaves_all_as_it_was()
    {
        await PutAsync("c");
        var (before, appends, signals) = (_store.Read(Here), _journal.Count, 0);
        _store.Changed += (_, _) => signals++;

        var failing = async () => await _store.UpdateAsync<int>(Here, (world, _) => throw new InvalidOperationException($"no room for {world.Put(new ClusterState("d"))}"));

        await failing.Should().ThrowAsync<InvalidOperationException>();
        _store.Read(Here).Should().BeSameAs(before);
        (_journal.Count, signals).Should().Be((appends, 0));
        (await PutAsync("e")).Should().Be(2, "the writer's lock is free again");
    }

    [Test]
    public async Task A_change_that_changes_nothing_is_not_written_and_wakes_nobody()
    {
        await PutAsync("c");
        var (appends, signals) = (_journal.Count, 0);
        _store.Changed += (_, _) => signals++;
        (await _store.UpdateAsync(Here, (world, _) => (world, 7))).Should().Be(7);
        (_journal.Count, signals).Should().Be((appends, 0));
    }

    [Test]
    public async Task Every_change_is_told_once_after_the_lock_is_free()
    {
        var told = new List<AccountRegion>();
        _store.Changed += (scope, _) =>
        {
            told.Add(scope);
            // From another thread, which would wait for ever if the lock were still held.
            Task.Run(() => _store.UpdateAsync(scope, (world, _) => (world, world.Clusters.Count)).AsTask()).Wait(TimeSpan.FromSeconds(30)).Should().BeTrue();
        };
        await PutAsync("c");
        await PutAsync("d", There);
        told.Should().Equal(Here, There);
    }

    [Test]
    public async Task Writers_go_one_after_the_other_and_none_is_lost()
    {
        const int writers = 8, each = 250;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                await _store.UpdateAsync(Here, (world, _) =>
                {
                    var count = world.Clusters.TryGetValue("count", out var cluster) ? int.Parse(cluster.Status, CultureInfo.InvariantCulture) : 0;
                    return (world.Put(new ClusterState("count") { Status = (count + 1).ToString(CultureInfo.InvariantCulture) }), 0);
                });
            }
        })));
        _store.Read(Here).Clusters["count"].Status.Should().Be($"{writers * each}");
        // The journal got them in the order in which they were made.
        new StateStore(new FakeMachine(), _journal).Read(Here).Clusters["count"].Status.Should().Be($"{writers * each}");
    }

    [Test]
    public async Task A_writer_waits_until_its_change_is_safe_and_readers_do_not()
    {
        var disk = new TaskCompletionSource();
        _journal.Answer = disk.Task;
        var writing = PutAsync("c").AsTask();
        _store.Read(Here).Clusters.Should().ContainKey("c");
        writing.IsCompleted.Should().BeFalse();
        disk.SetResult();
        await writing;
    }

    [Test]
    public async Task A_writer_hears_that_its_change_could_not_be_kept()
    {
        _journal.Answer = Task.FromException(new IOException("disk full"));
        await FluentActions.Awaiting(() => PutAsync("c").AsTask()).Should().ThrowAsync<IOException>();
    }

    [Test]
    public async Task The_time_comes_from_the_clock()
    {
        (await _store.UpdateAsync(Here, (world, now) => (world, now))).Should().Be(FakeMachine.Start);
    }

    [Test]
    public async Task What_was_kept_is_there_after_a_restart()
    {
        await PutAsync("c");
        await PutAsync("d", There);
        var again = new StateStore(new FakeMachine(), _journal.Copy());
        again.Scopes.Should().BeEquivalentTo([Here, There]);
        again.Read(Here).Clusters.Keys.Should().Equal("c");
        again.Read(There).Clusters.Keys.Should().Equal("d");
        again.Read(Here).Changes.Should().BeEmpty();
    }

    [Test]
    public async Task A_reset_forgets_everything_everywhere_also_on_disk_and_tells_so()
    {
        await PutAsync("c");
        await PutAsync("d", There);
        var told = new List<AccountRegion>();
        _store.Changed += (scope, _) => told.Add(scope);

        await _store.ResetAsync();

        _store.Read(Here).Clusters.Should().BeEmpty();
        _store.Read(There).Clusters.Should().BeEmpty();
        _journal.Load().Should().BeEmpty();
        told.Should().BeEquivalentTo([Here, There]);
    }
}
