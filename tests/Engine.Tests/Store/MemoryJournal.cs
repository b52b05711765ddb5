using Workbook.Engine.State;
using Workbook.Orchestration;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.Tests.Store;

/// <summary>A journal that remembers every append, so that a test can go back to any of them; it can be slow or fail.</summary>
internal sealed class MemoryJournal(IEnumerable<(AccountRegion Scope, IReadOnlyList<JournalEntry> Entries)>? before = null) : IJournal
{
    private readonly Lock _gate = new();
    private readonly List<(AccountRegion Scope, IReadOnlyList<JournalEntry> Entries)> _appended = [.. before ?? []];

    /// <summary>What every append answers.</summary>
    public Task Answer { get; set; } = Task.CompletedTask;

    /// <summary>What the next append alone answers, if set.</summary>
    public Task? NextAnswer { get; set; }

    public bool IsDisposed { get; private set; }

    public int Count
    {
        get
        {
            lock (_gate) return _appended.Count;
        }
    }

    /// <summary>What is left when the process ends after so many appends.</summary>
    public MemoryJournal After(int count)
    {
        lock (_gate) return new(_appended.Take(count));
    }

    public MemoryJournal Copy() => After(int.MaxValue);

    public IEnumerable<World> Load()
    {
        var kept = new Dictionary<(AccountRegion, EntityKey), object?>();
        lock (_gate)
        {
            foreach (var (scope, entries) in _appended)
            {
                foreach (var entry in entries) kept[(scope, entry.Key)] = entry.Entity;
            }
        }
        return kept
            .Where(pair => pair.Value is not null)
            .OrderBy(pair => Array.IndexOf(Entities.LoadOrder, pair.Key.Item2.Kind))
            .GroupBy(pair => pair.Key.Item1, pair => pair.Value!)
            .Select(scope => scope.Aggregate(new World(scope.Key), Entities.Put));
    }

    public Task AppendAsync(AccountRegion scope, IReadOnlyList<JournalEntry> entries)
    {
        lock (_gate)
        {
            var answer = NextAnswer ?? Answer;
            NextAnswer = null;
            _appended.Add((scope, entries));
            return answer;
        }
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
