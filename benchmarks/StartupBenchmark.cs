using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Workbook.Benchmarks;

/// <summary>Starts the built command as a process and asks until it answers. The yardstick is a .NET process that ends at once.</summary>
internal static class StartupBenchmark
{
    private const int Rounds = 7;
    private const int Port = 45661;

    public static async Task RunAsync(FileInfo binary)
    {
        var seconds = new List<double>();
        var memory = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            using var process = Start(binary, "start", "--port", Port.ToString(CultureInfo.InvariantCulture));
            await FirstAnswerAsync(process);
            seconds.Add(watch.Elapsed.TotalSeconds);
            process.Refresh();
            memory.Add(process.WorkingSet64 / 1024.0 / 1024.0);
            process.Kill();
            await process.WaitForExitAsync();
        }
        var bare = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            using var process = Start(binary, "--version");
            await process.WaitForExitAsync();
            bare.Add(watch.Elapsed.TotalSeconds);
        }
        Console.WriteLine($"first ListClusters after {seconds.Median():N3} s (median of {Rounds}), {memory.Median():N0} MiB; `workbook --version` takes {bare.Median():N3} s");
    }

    private static Process Start(FileInfo binary, params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [binary.FullName, .. arguments]) { RedirectStandardOutput = true })!;

    private static async Task FirstAnswerAsync(Process process)
    {
        var endpoint = new Uri($"http://127.0.0.1:{Port}");
        var request = RawClient.Request(endpoint, "ListClusters", "{}");
        while (!process.HasExited)
        {
            try
            {
                using var client = await RawClient.ConnectAsync(endpoint);
                await client.SendAsync(request);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            }
        }
        throw new InvalidOperationException($"The process ended with {process.ExitCode}.");
    }
}
