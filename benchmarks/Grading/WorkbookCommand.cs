using System.Diagnostics;

namespace Workbook.Benchmarks.Grading;

/// <summary>The built command <c>workbook</c>, run in a checkout.</summary>
internal sealed class WorkbookCommand(FileInfo binary, string folder)
{
    /// <summary>Its output is piped, and has to be read if there is much of it.</summary>
    public Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [binary.FullName, .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;

    /// <returns>Seconds from its start to its end.</returns>
    public async Task<double> TimeAsync(params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using var process = Start(arguments);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException($"workbook {string.Join(' ', arguments)}:\n{output}");
    }
}
