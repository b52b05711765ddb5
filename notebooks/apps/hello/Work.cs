using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Hello;

/// <summary>Something to do, for who wants to see a service grow: <c>/burn?cpu=1024&amp;seconds=60&amp;memory=0</c>.</summary>
internal static class Work
{
    private const string Bounds = "cpu is a number of CPU units from 0 to 16384 (1024 are one processor), memory one of MiB from 0 to 16384, seconds one above 0 up to 3600.\n";

    private const double UnitsOfProcessor = 1024, Most = 16384;
    private const int BytesOfMebibyte = 1024 * 1024, PageSize = 4096;

    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    /// <summary>Answers at once and works afterwards.</summary>
    public static IResult Burn(HttpRequest request)
    {
        if (Number(request, "cpu", UnitsOfProcessor) is not { } cpu || Number(request, "memory", 0) is not { } memory || Number(request, "seconds", 60) is not { } seconds
            || cpu is not (>= 0 and <= Most) || memory is not (>= 0 and <= Most) || seconds is not (> 0 and <= 3600))
            return Results.Text(Bounds, statusCode: StatusCodes.Status400BadRequest);
        var duration = TimeSpan.FromSeconds(seconds);
        // 1536 CPU units are one processor and half of another.
        for (var left = cpu / UnitsOfProcessor; left > 0; left--)
        {
            var part = Math.Min(left, 1);
            // Threads of their own, which leave requests their turn.
            new Thread(() => Spin(part, duration)) { IsBackground = true, Priority = ThreadPriority.BelowNormal }.Start();
        }
        if (memory > 0) _ = Task.Run(() => HoldAsync((int)memory, duration));
        return Results.Text(string.Create(CultureInfo.InvariantCulture, $"burning {cpu} CPU units and {memory} MiB for {seconds} s\n"));
    }

    /// <summary>Keeps a processor busy for a part of each slice of time; the rest of it others have.</summary>
    private static void Spin(double part, TimeSpan duration)
    {
        using var never = new ManualResetEvent(false);
        var all = Stopwatch.StartNew();
        var number = 1.0;
        while (all.Elapsed < duration)
        {
            var slice = Stopwatch.StartNew();
            while (slice.Elapsed < Slice * part) number = Math.Sqrt(number + slice.ElapsedTicks);
            if (part < 1) never.WaitOne(Slice * (1 - part));
        }
    }

    /// <summary>Keeps memory and writes to all of it, for what is never touched counts for nothing; it is not the garbage collector's, which would keep it longer.</summary>
    private static async Task HoldAsync(int mebibytes, TimeSpan duration)
    {
        var blocks = new List<nint>();
        for (var i = 0; i < mebibytes; i++)
        {
            blocks.Add(Marshal.AllocHGlobal(BytesOfMebibyte));
            for (var at = 0; at < BytesOfMebibyte; at += PageSize) Marshal.WriteByte(blocks[^1], at, 1);
        }
        await Task.Delay(duration, TimeProvider.System);
        blocks.ForEach(Marshal.FreeHGlobal);
    }

    /// <summary>Null for what is no number.</summary>
    private static double? Number(HttpRequest request, string name, double otherwise)
    {
        var text = request.Query[name].ToString();
        return text.Length == 0 ? otherwise : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
