using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Workbook.Benchmarks.Balancers;

/// <summary>What <c>wrk</c> measured.</summary>
/// <param name="PerSecond">Requests.</param>
/// <param name="Megabytes">A second.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
internal sealed partial record Wrk(double PerSecond, double Megabytes, double P50, double P99)
{
    /// <param name="connections">At once.</param>
    /// <param name="seconds">How long.</param>
    public static async Task<Wrk> RunAsync(int port, string path, int connections, int seconds)
    {
        using var process = Process.Start(new ProcessStartInfo("wrk",
            ["-t1", $"-c{connections}", $"-d{seconds}s", "--latency", $"http://127.0.0.1:{port}{path}"]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (text.Contains("Non-2xx", StringComparison.Ordinal) || text.Contains("Socket errors", StringComparison.Ordinal)) throw new InvalidOperationException(text);
        return new(Number(text, "Requests/sec:"), Bytes(text) / 1_000_000, Milliseconds(text, "50%"), Milliseconds(text, "99%"));
    }

    private static double Number(string text, string name) => double.Parse(Regex.Match(text, Regex.Escape(name) + @"\s+([\d.]+)").Groups[1].Value, CultureInfo.InvariantCulture);

    private static double Bytes(string text)
    {
        var found = TransferLine().Match(text);
        return double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) * (found.Groups[2].Value switch { "GB" => 1L << 30, "MB" => 1 << 20, "KB" => 1 << 10, _ => 1 });
    }

    private static double Milliseconds(string text, string name)
    {
        var found = Regex.Match(text, @"\s" + Regex.Escape(name) + @"\s+([\d.]+)(us|ms|s)");
        return double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) * (found.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 });
    }

    [GeneratedRegex(@"Transfer/sec:\s+([\d.]+)(GB|MB|KB|B)")]
    private static partial Regex TransferLine();
}
