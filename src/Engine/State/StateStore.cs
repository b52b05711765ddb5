using System.Collections.Concurrent;
using Workbook.Orchestration;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.State;

/// <summary>
/// Holds the one current <see cref="World"/> of each account and region. Readers take it as it is and need no lock;
/// writers go one after the other, each from the World that the one before left.
/// </summary>
public sealed class StateStore
{
    private readonly ConcurrentDictionary<AccountRegion, Cell> _cells = new();
    private readonly IJournal _journal;

    public StateStore(TimeProvider clock, IJournal journal)
    {
        Clock = clock;
        _journal = journal;
        foreach (var world in journal.Load()) _cells[world.Scope] = new(world.Saved());
    }

    /// <summary>What the times in the Worlds are taken from.</summary>
    public TimeProvider Clock { get; }

    /// <summary>
    /// Called after every change with the keys of what was put or removed, some perhaps more than once, and with the writer's lock released:
    /// calls about changes that follow each other quickly may come in any order, so that the newest World is the one to look at.
    /// </summary>
    public event Action<AccountRegion, IEnumerable<EntityKey>>? Changed;

    /// <summary>The accounts and regions that anybody has written to.</summary>
    public IEnumerable<AccountRegion> Scopes => _cells.Keys;

    /// <summary>The World as it is now.</summary>
    public World Read(AccountRegion scope) => _cells.TryGetValue(scope, out var cell) ? cell.World : new(scope);

    /// <summary>
    /// Replaces the World by what <paramref name="change"/> makes of it. The task completes when the change is safe on
    /// disk: whatever is answered after that is not lost. When the function throws, nothing has changed.
    /// </summary>
    public ValueTask<T> UpdateAsync<T>(AccountRegion scope, Func<World, DateTimeOffset, (World World, T Result)> change)
    {
        var cell = _cells.GetOrAdd(scope, static scope => new(new World(scope)));
        T result;
        Task safe;
        World next;
        lock (cell.Gate)
        {
            (next, result) = change(cell.World, Clock.GetUtcNow());
            if (ReferenceEquals(next, cell.World)) return ValueTask.FromResult(result);
            safe = Keep(next);
            cell.World = next.Saved();
        }
        Changed?.Invoke(scope, next.Changes);
        return safe.IsCompletedSuccessfully ? ValueTask.FromResult(result) : Wait(safe, result);
    }

    /// <summary>Forgets everything in every account and region.</summary>
    public async Task ResetAsync()
    {
        foreach (var (scope, cell) in _cells)
        {
            Task safe;
            List<EntityKey> gone;
            lock (cell.Gate)
            {
                gone = [.. Entities.KeysOf(cell.World)];
                safe = _journal.AppendAsync(scope, [.. gone.Select(key => new JournalEntry(key, null))]);
                cell.World = new(scope);
            }
            Changed?.Invoke(scope, gone);
            await safe;
        }
    }

    private Task Keep(World world)
    {
        // Without a disk the entries need not even be put together.
        if (world.Changes.IsEmpty || _journal is NoJournal) return Task.CompletedTask;
        return _journal.AppendAsync(world.Scope, [.. world.Changes.Distinct().Select(key => new JournalEntry(key, Entities.Find(world, key)))]);
    }

    private static async ValueTask<T> Wait<T>(Task safe, T result)
    {
        await safe;
        return result;
    }

    private sealed class Cell(World world)
    {
        private volatile World _world = world;

        public Lock Gate { get; } = new();

        public World World
        {
            get => _world;
            set => _world = value;
        }
    }
}
