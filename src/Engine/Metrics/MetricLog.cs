using Workbook.Engine.State;
using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatch;

namespace Workbook.Engine.Metrics;

/// <summary>Keeps samples on disk. The process may end at any moment.</summary>
internal sealed class MetricLog : IAsyncDisposable
{
    private readonly MetricFile _file;
    private readonly GroupCommit<Samples> _writer;

    public MetricLog(MetricFile file)
    {
        _file = file;
        _writer = new(file.Path, Commit);
    }

    /// <summary>Completes when the samples are safe; fails, as all later ones do, when they cannot be written.</summary>
    /// <param name="afresh">Instead of all that is there.</param>
    public Task AppendAsync(IReadOnlyCollection<(AccountRegion Scope, MetricSample Sample)> samples, bool afresh = false) => _writer.AppendAsync(new(samples, afresh));

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _file.Dispose();
    }

    private void Commit(List<Samples> group)
    {
        var afresh = group.FindLastIndex(each => each.Afresh);
        _file.Commit(group.Skip(Math.Max(afresh, 0)).SelectMany(each => each.All), afresh >= 0);
    }

    private sealed record Samples(IReadOnlyCollection<(AccountRegion Scope, MetricSample Sample)> All, bool Afresh);
}
