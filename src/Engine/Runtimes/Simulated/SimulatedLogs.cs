using Workbook.Engine.Logs;
using Workbook.Engine.Runtimes.Logging;
using Workbook.Engine.Time;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>Writes what simulated containers print to their log streams, at the time at which they print it. The clock stands while a line is being kept: who waits for what comes next finds it.</summary>
internal sealed class SimulatedLogs(EngineClock clock, LogStore logs)
{
    /// <summary>From its start on, for a container that uses the log driver awslogs.</summary>
    public void Follow(SimulatedContainer container)
    {
        if (AwsLogs.StreamOf(container.Container, container.RuntimeId) is not { } stream) return;
        logs.Prepare(stream);
        var (start, program) = (clock.GetUtcNow(), container.Program);
        foreach (var group in SimulatedOutput.Of(container.Container, program).GroupBy(line => line.After, line => line.Text))
        {
            var events = group.Select(text => new LogEvent(start + group.Key, text)).ToList();
            if (group.Key == TimeSpan.Zero) Write(stream, events);
            else container.Expect(clock.Schedule(start + group.Key, isUpkeep: false, () => Write(stream, events)));
        }
    }

    private void Write(LogStreamName stream, IReadOnlyList<LogEvent> events)
    {
        clock.Hold();
        _ = WriteAsync(stream, events);
    }

    private async Task WriteAsync(LogStreamName stream, IReadOnlyList<LogEvent> events)
    {
        try
        {
            await logs.PrintAsync(stream, events);
        }
        finally
        {
            clock.Release();
        }
    }
}
