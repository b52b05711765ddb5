using Workbook.Engine.State;
using Workbook.Engine.Time;
using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.Metrics;

/// <summary>What one AWS service tells CloudWatch about itself once a minute.</summary>
/// <param name="AreIn">Whether a World has anything to tell of; as long as none has, no minute is waited for.</param>
/// <param name="Of">The samples of a minute that has just ended, named by its start.</param>
internal sealed record MinuteSource(Func<World, bool> AreIn, Func<World, DateTimeOffset, IEnumerable<MetricSample>> Of);

/// <summary>
/// Has the services tell CloudWatch about each whole minute when it is over. That is upkeep: an automatic clock does not go on for the sake of it.
/// </summary>
internal sealed class MinuteMetrics : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly StateStore _store;
    private readonly MetricStore _metrics;
    private readonly EngineClock _clock;
    private readonly IReadOnlyList<MinuteSource> _sources;
    private IDisposable? _next;
    private bool _disposed;

    public MinuteMetrics(StateStore store, MetricStore metrics, EngineClock clock, params IReadOnlyList<MinuteSource> sources)
    {
        (_store, _metrics, _clock, _sources) = (store, metrics, clock, sources);
        store.Changed += (scope, _) =>
        {
            if (sources.Any(source => source.AreIn(store.Read(scope)))) Arm();
        };
    }

    /// <summary>What first kept samples from being written; null as long as all is well.</summary>
    public Exception? Failure { get; private set; }

    public void Start()
    {
        if (_store.Scopes.Any(scope => _sources.Any(source => source.AreIn(_store.Read(scope))))) Arm();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _next?.Dispose();
        }
    }

    private void Arm()
    {
        lock (_gate)
        {
            if (_disposed || _next is not null) return;
            _next = _clock.Schedule(Retention.Floor(_clock.GetUtcNow(), Minute) + Minute, isUpkeep: true, Tell);
        }
    }

    private void Tell()
    {
        lock (_gate) _next = null;
        var over = Retention.Floor(_clock.GetUtcNow(), Minute) - Minute;
        foreach (var scope in _store.Scopes)
        {
            var world = _store.Read(scope);
            var samples = _sources.SelectMany(source => source.Of(world, over)).ToList();
            if (samples.Count > 0) _ = WrittenAsync(_metrics.WriteAsync(scope, samples));
        }
        Start();
    }

    private async Task WrittenAsync(Task writing)
    {
        try
        {
            await writing;
        }
        catch (Exception exception) when (exception is IOException or Microsoft.Data.Sqlite.SqliteException)
        {
            Failure ??= exception;
        }
    }
}
