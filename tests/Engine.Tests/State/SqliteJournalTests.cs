using Workbook.Engine.State;
using Workbook.Orchestration;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.State;

[CancelAfter(60_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SqliteJournalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Worlds_are_put_together_from_every_kind() =>
        Entities.LoadOrder.Should().BeEquivalentTo(Enum.GetValues<EntityKind>());

    [Test]
    public async Task After_a_restart_every_World_is_as_it_was()
    {
        var world = Sample.World(Sample.Scope);
        var elsewhere = Sample.World(new("210987654321", "us-east-1"));
        await SaveAsync(world, elsewhere);

        await using var journal = _folder.Open();
        var loaded = journal.Load().ToDictionary(each => each.Scope);

        loaded.Should().HaveCount(2);
        loaded[world.Scope].ShouldEqual(world.Saved());
        loaded[elsewhere.Scope].ShouldEqual(elsewhere.Saved());
    }

    [Test]
    public async Task Instances_get_back_what_tasks_held_before_the_restart()
    {
        var world = Sample.World(Sample.Scope);
        await SaveAsync(world);
        await using var journal = _folder.Open();
        var loaded = Sample.Settle(journal.Load().Single());
        // 2048 CPU units: the task of 256 and the one overridden to 512 take 768; the third has stopped.
        loaded.ContainerInstances[Sample.Id(0)].Remaining.Cpu.Should().Be(1280);

        foreach (var id in new[] { Sample.Id(1), Sample.Id(2) })
        {
            loaded = Reducer.Apply(loaded, new ContainerNotStarted(id, "app", "CannotPullContainerError: gone"), Sample.Now);
            loaded = Sample.Settle(loaded);
            loaded.Tasks[id].LastStatus.Should().Be(EcsTaskStatus.Stopped);
        }

        loaded.ContainerInstances[Sample.Id(0)].Remaining.Should().Be(loaded.ContainerInstances[Sample.Id(0)].Registered);
    }

    [Test]
    public async Task A_store_finds_what_another_one_was_told()
    {
        World before;
        await using (var journal = _folder.Open())
        {
            var store = new StateStore(TimeProvider.System, journal);
            foreach (var name in new[] { "one", "two", "three" }) await store.UpdateAsync(Sample.Scope, (world, _) => ClusterRules.Create(world, new() { ClusterName = name }));
            await store.UpdateAsync(Sample.Scope, (world, _) => ClusterRules.Delete(world, new() { Cluster = "two" }));
            before = store.Read(Sample.Scope);
        }
        await using (var journal = _folder.Open())
        {
            var store = new StateStore(TimeProvider.System, journal);
            store.Read(Sample.Scope).ShouldEqual(before);
            await store.ResetAsync();
        }
        await using var empty = _folder.Open();
        empty.Load().Should().BeEmpty();
    }

    [Test]
    public async Task What_is_gone_stays_gone()
    {
        var world = Sample.World(Sample.Scope);
        await SaveAsync(world);
        var token = world.ClientTokens.Values.Single();
        await using (var journal = _folder.Open())
        {
            // Its token holds a NUL character, which must not make it another key.
            await journal.AppendAsync(Sample.Scope, [new(new(EntityKind.ClientToken, token.Key), null), new(new(EntityKind.Task, Sample.Id(3)), null)]);
            await journal.AppendAsync(Sample.Scope, [new(new(EntityKind.Cluster, "never-was"), null)]);
        }

        await using var again = _folder.Open();

        again.Load().Single().ShouldEqual(world.Remove(token).Remove(world.Tasks[Sample.Id(3)]).Saved());
    }

    [Test]
    public async Task The_last_of_many_entries_for_one_thing_stays()
    {
        await using (var journal = _folder.Open())
        {
            var appended = new List<Task>();
            for (var i = 0; i <= 2000; i++)
            {
                appended.Add(journal.AppendAsync(Sample.Scope, [Cluster("a", i), Cluster($"b{i % 10}", i)]));
                appended.Add(journal.AppendAsync(Sample.Scope, [new(new(EntityKind.Cluster, i % 2 == 0 ? "a" : "b0"), null), Cluster("c", i)]));
                if (i % 500 == 0) await appended[^1];
            }
            await Task.WhenAll(appended);
        }
        await using var again = _folder.Open();

        // The last put of a (2000) is followed by its deletion; b0 was put at 2000, after its last deletion at 1999.
        var clusters = again.Load().Single().Clusters;
        clusters.Keys.Should().Equal([.. Enumerable.Range(0, 10).Select(i => $"b{i}"), "c"]);
        clusters["b0"].Status.Should().Be("2000");
        clusters["b9"].Status.Should().Be("1999");
        clusters["c"].Status.Should().Be("2000");
    }

    [Test]
    public async Task Many_callers_at_once_all_get_theirs_kept(CancellationToken cancellationToken)
    {
        await using (var journal = _folder.Open())
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(caller => Task.Run(async () =>
            {
                for (var i = 0; i < 50; i++) await journal.AppendAsync(Sample.Scope, [Cluster($"{caller}-{i}", i)]);
            }, cancellationToken)));
        }
        await using var again = _folder.Open();

        again.Load().Single().Clusters.Should().HaveCount(1000);
    }

    [Test]
    public async Task Closing_writes_what_is_queued_and_then_refuses()
    {
        var journal = _folder.Open();
        var appended = Enumerable.Range(0, 100).Select(i => journal.AppendAsync(Sample.Scope, [Cluster($"{i}", i)])).ToList();
        await journal.DisposeAsync();
        await journal.DisposeAsync();

        appended.Should().OnlyContain(task => task.IsCompletedSuccessfully);
        await journal.Awaiting(closed => closed.AppendAsync(Sample.Scope, [])).Should().ThrowAsync<ObjectDisposedException>();
        await using var again = _folder.Open();
        again.Load().Single().Clusters.Should().HaveCount(100);
    }

    private async Task SaveAsync(params World[] worlds)
    {
        await using var journal = _folder.Open();
        await Task.WhenAll(worlds.Select(world => journal.AppendAsync(world.Scope,
            [.. Entities.KeysOf(world).Select(key => new JournalEntry(key, Entities.Find(world, key)))])));
    }

    private static JournalEntry Cluster(string name, int value) =>
        new(new(EntityKind.Cluster, name), new ClusterState(name) { Status = $"{value}" });
}
