using System.Diagnostics;

namespace Workbook.Engine.Tests.State;

/// <summary>A <see cref="TestHost"/> that writes to a folder, prints what was acknowledged, and is killed.</summary>
internal static class KilledProcess
{
    /// <summary>Returns the highest number that the process printed before it was killed, also after the line at which it was.</summary>
    public static async Task<int> RunAsync(string what, int lines, string folder, CancellationToken cancellationToken)
    {
        using var process = Start(what, folder);
        var highest = 0;
        for (var line = 0; ; line++)
        {
            if (line == lines) process.Kill();
            if (await process.StandardOutput.ReadLineAsync(cancellationToken) is not { } text) break;
            // A line that was cut off is a lower number and does no harm.
            if (int.TryParse(text, out var number)) highest = Math.Max(highest, number);
        }
        await process.WaitForExitAsync(cancellationToken);
        return highest;
    }

    public static Process Start(string what, string folder) => Process.Start(new ProcessStartInfo
    {
        FileName = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        ArgumentList = { typeof(TestHost).Assembly.Location, what, folder },
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}
