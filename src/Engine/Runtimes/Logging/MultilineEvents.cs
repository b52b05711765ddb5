using System.Text;
using System.Text.RegularExpressions;
using Workbook.Engine.Logs;
using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Logging;

/// <summary>
/// Puts lines together to events, as Docker's driver awslogs does with <c>awslogs-multiline-pattern</c> or <c>awslogs-datetime-format</c>: a line that the pattern is found in begins a
/// new one. Each line of such an event keeps its end.
/// </summary>
internal sealed class MultilineEvents(Regex start)
{
    /// <summary>So long an event waits for more lines.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const string PatternOption = "awslogs-multiline-pattern", TimeOption = "awslogs-datetime-format";

    private readonly StringBuilder _text = new();
    private DateTimeOffset _at;
    private int _bytes;

    /// <summary>Whether lines have come whose event may go on.</summary>
    public bool IsOpen => _bytes > 0;

    /// <summary>The pattern that begins an event; null where each line is one.</summary>
    /// <exception cref="FormatException">The options cannot be understood; the message is Docker's.</exception>
    public static Regex? StartOf(LogConfiguration configuration)
    {
        var (pattern, format) = (configuration.Options?.GetValueOrDefault(PatternOption), configuration.Options?.GetValueOrDefault(TimeOption));
        if (pattern is { Length: > 0 } && format is { Length: > 0 }) throw new FormatException($"you cannot configure log opt '{TimeOption}' and '{PatternOption}' at the same time");
        if (format is { Length: > 0 }) pattern = DatetimeFormat.PatternOf(format);
        if (pattern is not { Length: > 0 }) return null;
        try
        {
            return new(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"awslogs could not parse multiline pattern key \"{pattern}\": {error.Message}", error);
        }
    }

    /// <summary>The event that ends because of a line; null when none does.</summary>
    public LogEvent? Take(LogEvent line)
    {
        var size = LogEventRules.SizeOf(line.Message) + 1;
        var ended = start.IsMatch(line.Message) || line.At - _at >= Patience || _bytes + size > LogEventRules.MostBytes ? End() : null;
        if (!IsOpen) _at = line.At;
        _text.Append(line.Message).Append('\n');
        _bytes += size;
        return ended;
    }

    /// <summary>The event that was begun; null when there is none.</summary>
    public LogEvent? End()
    {
        if (!IsOpen) return null;
        var ended = new LogEvent(_at, _text.ToString());
        _text.Clear();
        _bytes = 0;
        return ended;
    }
}
