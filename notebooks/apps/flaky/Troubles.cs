using System.Diagnostics;
using System.Globalization;

namespace Flaky;

/// <summary>What goes wrong in practice, on request.</summary>
internal sealed class Troubles(ILogger log)
{
    private const int MostMebibytes = 64 * 1024;
    private const int PageSize = 4096;

    private readonly List<byte[]> _leaked = [];

    public bool IsHealthy { get; private set; } = true;

    /// <summary>Ends the process at once, as a crash does.</summary>
    public IResult Fail(int code)
    {
        log.LogError("Failing with exit code {Code}.", code);
        Environment.Exit(code);
        return Results.Ok();
    }

    /// <summary>Ends by itself, as the image was built to do.</summary>
    public void FailLater(string? seconds, string? code)
    {
        if (!double.TryParse(seconds, CultureInfo.InvariantCulture, out var wait)) return;
        _ = Task.Delay(TimeSpan.FromSeconds(wait), TimeProvider.System).ContinueWith(_ => Fail(int.TryParse(code, out var number) ? number : 0), TaskScheduler.Default);
    }

    /// <summary>Keeps memory and writes to all of it: what is never touched counts for nothing.</summary>
    public IResult Leak(int mebibytes)
    {
        if (mebibytes is < 1 or > MostMebibytes) return Results.BadRequest($"mib is a number from 1 to {MostMebibytes}.\n");
        for (var left = mebibytes; left > 0; left--)
        {
            var block = new byte[1024 * 1024];
            for (var at = 0; at < block.Length; at += PageSize) block[at] = 1;
            lock (_leaked) _leaked.Add(block);
        }
        log.LogWarning("Leaked {Mebibytes} MiB, {Total} MiB in all.", mebibytes, _leaked.Count);
        return Results.Text($"{_leaked.Count} MiB\n");
    }

    /// <summary>Keeps processors busy and answers at once.</summary>
    public IResult Burn(TimeSpan duration, int cores)
    {
        if (cores is < 1 or > 64 || duration <= TimeSpan.Zero || duration > TimeSpan.FromDays(1)) return Results.BadRequest("cores is a number from 1 to 64, seconds one above 0.\n");
        log.LogWarning("Burning {Cores} processors for {Seconds} s.", cores, duration.TotalSeconds);
        for (var core = 0; core < cores; core++) new Thread(() => Spin(duration)) { IsBackground = true, Priority = ThreadPriority.BelowNormal }.Start();
        return Results.Text($"burning for {duration.TotalSeconds} s\n");
    }

    public static async Task<IResult> WaitAsync(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero || duration > TimeSpan.FromHours(1)) return Results.BadRequest("seconds is a number from 0 to 3600.\n");
        await Task.Delay(duration, TimeProvider.System);
        return Results.Text($"after {duration.TotalSeconds} s\n");
    }

    public IResult SetHealth(bool healthy)
    {
        IsHealthy = healthy;
        log.LogWarning("Health checks {Outcome} from now on.", healthy ? "succeed" : "fail");
        return Results.Text(healthy ? "healthy\n" : "unhealthy\n");
    }

    private static void Spin(TimeSpan duration)
    {
        var since = Stopwatch.StartNew();
        var number = 1.0;
        while (since.Elapsed < duration) number = Math.Sqrt(number + since.ElapsedTicks);
    }
}
