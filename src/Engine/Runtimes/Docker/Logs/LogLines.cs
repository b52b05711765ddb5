using System.Globalization;
using System.Text;
using Workbook.Engine.Logs;

namespace Workbook.Engine.Runtimes.Docker.Logs;

/// <summary>Puts lines together from pieces of output. Each begins with the time that Docker noted: <c>2026-01-01T00:00:00.123456789Z text</c>.</summary>
internal sealed class LogLines
{
    /// <summary>CloudWatch takes at most 256 KiB for an event; a line without an end must not fill the memory.</summary>
    private const int LongestLine = 256 * 1024;

    private readonly List<byte> _rest = [];

    /// <summary>The lines that are complete with these bytes.</summary>
    public IEnumerable<LogEvent> Take(ReadOnlyMemory<byte> piece)
    {
        for (var i = 0; i < piece.Length; i++)
        {
            var octet = piece.Span[i];
            if (octet == '\n' || _rest.Count >= LongestLine)
            {
                if (End() is { } line) yield return line;
            }
            if (octet != '\n') _rest.Add(octet);
        }
    }

    /// <summary>What is left when no more comes: a last line without an end.</summary>
    public LogEvent? End()
    {
        var text = Encoding.UTF8.GetString([.. _rest]).TrimEnd('\r');
        _rest.Clear();
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && DateTimeOffset.TryParse(text.AsSpan(0, space), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new(at.ToUniversalTime(), text[(space + 1)..])
            : null;
    }
}
