using System.Globalization;
using System.Text;
using Workbook.Engine.Logs;

namespace Workbook.Engine.Runtimes.Docker.Logs;

/// <summary>Puts lines together from pieces of output. Each begins with the time that Docker noted: <c>2026-01-01T00:00:00.123456789Z text</c>.</summary>
internal sealed class LogLines
{
    /// <summary>CloudWatch takes at most 256 KiB for an event; a line without an end must not fill the memory.</summary>
    private const int LongestLine = 256 * 1024;

    /// <summary>Docker keeps a longer line in pieces of 16 KiB, and notes the time before each of them though no line begins there.</summary>
    private const int PieceLength = 16 * 1024;

    /// <summary><c>2026-01-01T00:00:00.123456789+00:00</c></summary>
    private const int LongestTime = 35;

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
        var line = _rest.ToArray();
        _rest.Clear();
        if (TimeIn(line) is not { } time) return null;
        var text = new List<byte>(line.Length);
        var rest = line.AsMemory(time.Length);
        while (rest.Length > PieceLength && TimeIn(rest[PieceLength..]) is { } again)
        {
            text.AddRange(rest[..PieceLength].Span);
            rest = rest[(PieceLength + again.Length)..];
        }
        text.AddRange(rest.Span);
        return new(time.At, Encoding.UTF8.GetString([.. text]).TrimEnd('\r'));
    }

    /// <summary>The time that bytes begin with, and its length with the space after it.</summary>
    private static (DateTimeOffset At, int Length)? TimeIn(ReadOnlyMemory<byte> bytes)
    {
        var space = bytes.Span[..Math.Min(bytes.Length, LongestTime + 1)].IndexOf((byte)' ');
        return space > 0 && DateTimeOffset.TryParse(Encoding.UTF8.GetString(bytes.Span[..space]), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? (at.ToUniversalTime(), space + 1)
            : null;
    }
}
