using System.Diagnostics;

namespace Workbook.Engine.Tests.Docker;

/// <summary>Programs of this machine that tests need.</summary>
internal static class Programs
{
    /// <summary>Those that are not installed.</summary>
    public static IReadOnlyList<string> Missing(params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return [.. names.Where(name => !folders.Any(folder => File.Exists(Path.Combine(folder, name))))];
    }

    public static Task RunAsync(string name, params string[] arguments) => OutputAsync(name, arguments);

    /// <summary>What it prints.</summary>
    /// <exception cref="IOException">It failed; the message has its complaint.</exception>
    public static async Task<string> OutputAsync(string name, params string[] arguments)
    {
        var (exitCode, output, complaint) = await OutcomeAsync(name, arguments);
        return exitCode == 0 ? output : throw new IOException($"{name} {string.Join(' ', arguments)}: {complaint}");
    }

    /// <summary>Runs one whose failure means that there was nothing to do.</summary>
    public static Task TryAsync(string name, params string[] arguments) => OutcomeAsync(name, arguments);

    private static async Task<(int ExitCode, string Output, string Complaint)> OutcomeAsync(string name, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var complaint = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, complaint);
    }
}
