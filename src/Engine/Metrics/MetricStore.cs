using System.Collections.Concurrent;
using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatch;

namespace Workbook.Engine.Metrics;

/// <summary>
/// The data points of all metrics, by account and region. They are no part of the World: there are many of them, they are
/// only ever added to, and nothing is decided by them but what alarms tell.
/// </summary>
public sealed class MetricStore : IAsyncDisposable
{
    private readonly ConcurrentDictionary<AccountRegion, MetricTable> _tables = new();
    private readonly TimeProvider _clock;
    private readonly MetricLog? _log;

    /// <param name="clock">What ages are told by.</param>
    /// <param name="folder">Where samples are kept; null keeps them in memory.</param>
    /// <exception cref="IOException">The folder cannot be used; the message says why.</exception>
    public MetricStore(TimeProvider clock, string? folder = null)
    {
        _clock = clock;
        if (folder is null) return;
        var file = MetricFile.Open(folder);
        try
        {
            Load(file);
        }
        catch (Microsoft.Data.Sqlite.SqliteException exception)
        {
            file.Dispose();
            throw State.SqliteErrors.Unreadable(file.Path, exception);
        }
        _log = new(file);
    }

    /// <summary>Called after samples were written, with their metrics.</summary>
    public event Action<AccountRegion, IReadOnlyCollection<MetricId>>? Written;

    /// <summary>What the functions of the core read data points from.</summary>
    public IMetricData Of(AccountRegion scope) => Table(scope);

    /// <summary>Adds samples to what there is, at once; the task completes when they are safe on disk.</summary>
    public Task WriteAsync(AccountRegion scope, IReadOnlyCollection<MetricSample> samples)
    {
        Table(scope).Write(samples, _clock.GetUtcNow());
        var safe = _log?.AppendAsync([.. samples.Select(sample => (scope, sample))]) ?? Task.CompletedTask;
        Written?.Invoke(scope, [.. samples.Select(sample => sample.Metric)]);
        return safe;
    }

    /// <summary>The metrics that had data points since a time, in the order of <see cref="MetricId.SortKey"/>.</summary>
    public IEnumerable<(string Key, MetricId Metric)> List(AccountRegion scope, DateTimeOffset since) => Table(scope).List(since);

    /// <summary>The units in which data points of a metric came.</summary>
    public IReadOnlyList<string> UnitsOf(AccountRegion scope, MetricId metric) => Table(scope).UnitsOf(metric);

    /// <summary>Forgets everything.</summary>
    public Task ClearAsync()
    {
        _tables.Clear();
        return _log?.AppendAsync([], afresh: true) ?? Task.CompletedTask;
    }

    /// <summary>Deletes unread what a folder keeps.</summary>
    public static void Delete(string folder) => MetricFile.Delete(folder);

    public ValueTask DisposeAsync() => _log?.DisposeAsync() ?? ValueTask.CompletedTask;

    // Samples were put together to data points meanwhile, and some are too old: when few of the rows are needed still, they are written anew.
    private void Load(MetricFile file)
    {
        var (now, rows) = (_clock.GetUtcNow(), 0);
        foreach (var (scope, sample) in file.Read())
        {
            Table(scope).Write([sample], now);
            rows++;
        }
        var points = _tables.SelectMany(table => table.Value.Samples().Select(sample => (table.Key, sample))).ToList();
        if (rows > 2 * points.Count + 1000) file.Commit(points, afresh: true);
    }

    private MetricTable Table(AccountRegion scope) => _tables.GetOrAdd(scope, static _ => new());
}
