using System.Globalization;
using Workbook.Engine.Runtimes.Docker.Images;

namespace Workbook.Cli.Commands;

/// <summary>Shows pulls: a line that moves in a terminal, and elsewhere a line for each that has ended.</summary>
internal sealed class PullLines : IProgress<PullProgress>
{
    private const int BarWidth = 30;
    private const double Mebibyte = 1024 * 1024;

    private readonly Lock _gate = new();

    public void Report(PullProgress value)
    {
        lock (_gate)
        {
            var size = string.Create(CultureInfo.InvariantCulture, $"{value.Bytes / Mebibyte:0.0} of {value.TotalBytes / Mebibyte:0.0} MiB");
            if (!Console.IsOutputRedirected) Console.Write($"\r  {Bar(value)} {value.Image} {size} ");
            else if (value.IsDone) Console.Write($"  {value.Image} {size}");
            if (value.IsDone) Console.WriteLine();
        }
    }

    private static string Bar(PullProgress value)
    {
        var done = value.TotalBytes == 0 ? 0 : (int)(BarWidth * value.Bytes / value.TotalBytes);
        return $"[{new string('=', done)}{new string(' ', BarWidth - done)}]";
    }
}
