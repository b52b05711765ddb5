using System.Globalization;

namespace Workbook.Benchmarks;

/// <summary>What <c>/proc</c> says of a process's memory, in MiB; 0 for a process that has just ended.</summary>
internal static class ProcessMemory
{
    /// <summary>Resident now, with what it shares with others.</summary>
    public static double Resident(int process) => Read(process, "VmRSS:");

    /// <summary>The most that was ever resident.</summary>
    public static double Peak(int process) => Read(process, "VmHWM:");

    /// <summary>Its own, and its part of what it shares with others.</summary>
    public static double Proportional(int process) => Kibibytes(Lines($"/proc/{process}/smaps_rollup"), "Pss:");

    /// <summary>A process with all that it has started, and what these have.</summary>
    public static IEnumerable<int> Tree(int process) => Children(process).SelectMany(Tree).Prepend(process);

    public static IEnumerable<int> Children(int process) => Directory.Exists($"/proc/{process}/task")
        ? Directory.GetDirectories($"/proc/{process}/task").SelectMany(thread => Lines(Path.Combine(thread, "children"))).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(id => int.Parse(id, CultureInfo.InvariantCulture))
        : [];

    private static double Read(int process, string what) => Kibibytes(Lines($"/proc/{process}/status"), what);

    private static double Kibibytes(string[] lines, string what)
    {
        var line = lines.FirstOrDefault(line => line.StartsWith(what, StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (IOException)
        {
            return [];
        }
    }
}
