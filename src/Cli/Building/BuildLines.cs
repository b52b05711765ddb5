using System.Globalization;
using Workbook.Engine.Building;

namespace Workbook.Cli.Building;

/// <summary>Shows a build as it goes: its lines, and in a terminal a line that moves while layers do.</summary>
internal sealed class BuildLines : IBuildLog
{
    private const int BarWidth = 30;
    private const double Mebibyte = 1024 * 1024;

    private readonly Lock _gate = new();
    private int _moving;

    public void Write(string text)
    {
        lock (_gate)
        {
            Clear();
            Console.Write(text);
        }
    }

    public void Report(string what, long bytes, long totalBytes)
    {
        if (Console.IsOutputRedirected) return;
        lock (_gate)
        {
            var done = totalBytes == 0 ? 0 : (int)(BarWidth * bytes / totalBytes);
            var line = string.Create(CultureInfo.InvariantCulture, $"  {what} [{new string('=', done)}{new string(' ', BarWidth - done)}] {bytes / Mebibyte:0.0} of {totalBytes / Mebibyte:0.0} MiB");
            Console.Write($"\r{line.PadRight(_moving)}");
            _moving = line.Length;
        }
    }

    /// <summary>Leaves the terminal at the begin of a line.</summary>
    public void End()
    {
        lock (_gate) Clear();
    }

    private void Clear()
    {
        if (_moving > 0) Console.Write($"\r{new string(' ', _moving)}\r");
        _moving = 0;
    }
}
