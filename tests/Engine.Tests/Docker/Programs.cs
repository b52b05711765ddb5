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

    /// <exception cref="IOException">It failed; the message has what it printed.</exception>
    public static async Task RunAsync(string name, params string[] arguments)
    {
        if (await OutcomeAsync(name, arguments) is { } complaint) throw new IOException($"{name} {string.Join(' ', arguments)}: {complaint}");
    }

    /// <summary>Runs one whose failure means that there was nothing to do.</summary>
    public static Task TryAsync(string name, params string[] arguments) => OutcomeAsync(name, arguments);

    /// <returns>What it printed when it failed, else null.</returns>
    private static async Task<string?> OutcomeAsync(string name, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardError = true })!;
        var complaint = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : complaint;
    }
}
