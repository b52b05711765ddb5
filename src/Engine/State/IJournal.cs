using Workbook.Orchestration;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.State;

/// <summary>One thing as it is to be kept; <see langword="null"/> for one that is gone.</summary>
public readonly record struct JournalEntry(EntityKey Key, object? Entity);

/// <summary>Where Worlds outlive the process.</summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>The Worlds of the last run.</summary>
    IEnumerable<World> Load();

    /// <summary>Keeps the entries, after all those given before. Completes when they are safe; thousands may share one commit.</summary>
    Task AppendAsync(AccountRegion scope, IReadOnlyList<JournalEntry> entries);
}

/// <summary>Keeps nothing: state lives as long as the process.</summary>
public sealed class NoJournal : IJournal
{
    public IEnumerable<World> Load() => [];

    public Task AppendAsync(AccountRegion scope, IReadOnlyList<JournalEntry> entries) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
