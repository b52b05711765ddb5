using System.Runtime.CompilerServices;
using Workbook.Engine.Metrics;
using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Orchestration.CloudWatchLogs.Patterns;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Engine.Logs;

/// <summary>Makes data points of the log events that a group's metric filters match.</summary>
internal sealed class MetricFilterRunner(MetricStore metrics)
{
    private readonly ConditionalWeakTable<MetricFilter, FilterState> _filters = [];

    /// <summary>Completes when the data points are as safe as the events are.</summary>
    public Task ApplyAsync(LogsWritten written)
    {
        if (written.Group.MetricFilters.Count == 0) return Task.CompletedTask;
        var events = written.Events.Select(each => (new DateTimeOffset(each.Place.At, TimeSpan.Zero), each.Message)).ToList();
        var samples = new List<MetricSample>();
        foreach (var filter in written.Group.MetricFilters)
        {
            var state = _filters.GetValue(filter, static each => new(FilterPattern.Parse(each.FilterPattern)));
            foreach (var sample in MetricExtraction.Of(filter, state.Pattern, events, state.IsNew))
            {
                state.Note(sample.At);
                samples.Add(sample);
            }
        }
        return samples.Count == 0 ? Task.CompletedTask : metrics.WriteAsync(written.Scope, samples);
    }

    private sealed class FilterState(FilterPattern pattern)
    {
        // A minute that is past has no more events, but those that come late.
        private const int Remembered = 60;

        private readonly SortedSet<DateTimeOffset> _told = [];

        public FilterPattern Pattern { get; } = pattern;

        /// <summary>The default is told once for a minute, and not when something else was.</summary>
        public bool IsNew(DateTimeOffset minute) => !_told.Contains(minute);

        public void Note(DateTimeOffset minute)
        {
            if (_told.Add(minute) && _told.Count > Remembered) _told.Remove(_told.Min);
        }
    }
}
