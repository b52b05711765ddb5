using System.Diagnostics;
using Workbook.Learning.Notebooks;

namespace Workbook.Exercises.Tests;

/// <summary>The command <c>workbook</c> as a process that no terminal shows.</summary>
internal static class CommandLine
{
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">Of its environment; null takes one away.</param>
    public static Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> arguments, params (string Name, string? Value)[] variables) =>
        RunAsync(DotnetHost.Path, [Path.Combine(AppContext.BaseDirectory, "workbook.dll"), .. arguments], variables);

    /// <summary>Runs any program in the course's folder.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, IEnumerable<string> arguments, params (string Name, string? Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Checkout.Root };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}
