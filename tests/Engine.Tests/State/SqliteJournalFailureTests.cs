using Workbook.Engine.State;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.Tests.State;

/// <summary>A commit that fails is told to everybody who waited for it, and to everybody after.</summary>
[CancelAfter(60_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SqliteJournalFailureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // A full disk makes SQLite roll back by itself, as the second does.
    [TestCase("ABORT")]
    [TestCase("ROLLBACK")]
    public async Task Nothing_is_kept_from_the_failure_on(string failure)
    {
        await PoisonAsync(failure);
        await using (var journal = _folder.Open())
        {
            await journal.AppendAsync(Sample.Scope, [Cluster("before")]);
            // The first entry of the failing append must not be kept either.
            var failing = journal.AppendAsync(Sample.Scope, [Cluster("beside"), Cluster("poison")]);
            var behind = Enumerable.Range(0, 10).Select(i => journal.AppendAsync(Sample.Scope, [Cluster($"behind{i}")])).ToList();
            await Fails(failing, "poisoned");
            foreach (var task in behind) await Fails(task, "poisoned");
            await Fails(journal.AppendAsync(Sample.Scope, [Cluster("after")]));
        }

        await using var again = _folder.Open();
        again.Load().Single().Clusters.Keys.Should().Equal("before");
        await again.AppendAsync(Sample.Scope, [Cluster("next")]);
    }

    [Test]
    public async Task Something_that_cannot_be_written_fails_as_well()
    {
        await using (var journal = _folder.Open())
        {
            await journal.AppendAsync(Sample.Scope, [Cluster("before")]);
            var impossible = new ClusterState("impossible") { Status = null! };
            await Fails(journal.AppendAsync(Sample.Scope, [new(new(EntityKind.Cluster, "impossible"), impossible)]));
            await Fails(journal.AppendAsync(Sample.Scope, [Cluster("after")]));
        }

        await using var again = _folder.Open();
        again.Load().Single().Clusters.Keys.Should().Equal("before");
    }

    [Test]
    public async Task A_store_tells_its_caller()
    {
        await PoisonAsync("ABORT");
        await using var journal = _folder.Open();
        var store = new StateStore(TimeProvider.System, journal);

        var updating = async () => await store.UpdateAsync(Sample.Scope, (world, _) => ClusterRules.Create(world, new() { ClusterName = "poison" }));

        await updating.Should().ThrowAsync<IOException>().WithMessage("*not kept*");
    }

    private async Task Fails(Task task, string why = "") => (await task.Awaiting(each => each).Should().ThrowAsync<IOException>())
        .WithMessage($"*not kept*{_folder.Database} could not be written: *{why}*until the workbook is started again.");

    /// <summary>Makes SQLite refuse one key, as it would refuse any when the disk is full.</summary>
    private async Task PoisonAsync(string failure)
    {
        await _folder.Open().DisposeAsync();
        _folder.Sql($"CREATE TRIGGER poison BEFORE INSERT ON entities WHEN NEW.key = 'poison' BEGIN SELECT RAISE({failure}, 'poisoned'); END");
    }

    private static JournalEntry Cluster(string name) => new(new(EntityKind.Cluster, name), new ClusterState(name));
}
