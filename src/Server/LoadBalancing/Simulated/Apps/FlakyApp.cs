using System.Globalization;
using Microsoft.AspNetCore.Http;
using Workbook.Engine.Runtimes;
using Workbook.Orchestration.Tasks;

namespace Workbook.Server.LoadBalancing.Simulated.Apps;

/// <summary>The course's <c>flaky</c>: what goes wrong in practice, on request.</summary>
internal sealed class FlakyApp : SimulatedApp
{
    private const int MostMebibytes = 64 * 1024;
    private const string Help = """
        /fail?code=1      ends with that exit code
        /leak?mib=64      keeps so much more memory, until the container has no more
        /burn?seconds=60  keeps a processor busy for so long; cores=2 for two of them
        /slow?seconds=5   answers after so long
        /unhealthy        makes /health fail
        /healthy          makes /health succeed
        /health           what a health check asks

        """;

    private int _leaked;

    public override Task AnswerAsync(AppRequest request)
    {
        var isRead = HttpMethods.IsGet(request.Http.Request.Method);
        if (!isRead && !HttpMethods.IsPost(request.Http.Request.Method)) return NothingAsync(request, StatusCodes.Status405MethodNotAllowed);
        switch (request.Http.Request.Path.Value)
        {
            case "/" when isRead: return request.TextAsync(Help);
            case "/health" when isRead: return request.TextAsync(request.Container.Conduct.IsSick ? "unhealthy\n" : "ok\n", request.Container.Conduct.IsSick ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
            case "/": case "/health": return NothingAsync(request, StatusCodes.Status405MethodNotAllowed);
            case "/fail": return FailAsync(request);
            case "/leak": return LeakAsync(request);
            case "/burn": return BurnAsync(request);
            case "/slow": return SlowAsync(request);
            case "/unhealthy": return SetHealthAsync(request, false);
            case "/healthy": return SetHealthAsync(request, true);
            default: return NothingAsync(request, StatusCodes.Status404NotFound);
        }
    }

    /// <summary>Without an answer, as a process that ends gives none.</summary>
    private static Task FailAsync(AppRequest request)
    {
        if (Number(request, "code", 1) is not { } code) return NothingAsync(request, StatusCodes.Status400BadRequest);
        request.Container.Exit((byte)(int)code);
        return Task.CompletedTask;
    }

    private Task LeakAsync(AppRequest request)
    {
        if (Number(request, "mib", 64) is not { } mib || mib is < 1 or > MostMebibytes) return request.TextAsync($"\"mib is a number from 1 to {MostMebibytes}.\\n\"", StatusCodes.Status400BadRequest, "application/json; charset=utf-8");
        var leaked = Interlocked.Add(ref _leaked, (int)mib);
        if (leaked <= LimitOf(request)) return request.TextAsync($"{leaked} MiB\n");
        request.Container.Exit(ExitCodes.Killed, StopReasons.OutOfMemory);
        return Task.CompletedTask;
    }

    private static Task BurnAsync(AppRequest request)
    {
        if (Number(request, "seconds", 60) is not { } seconds || Number(request, "cores", 1) is not ({ } cores and >= 1 and <= 64) || seconds is not (> 0 and <= 86400))
            return request.TextAsync("\"cores is a number from 1 to 64, seconds one above 0.\\n\"", StatusCodes.Status400BadRequest, "application/json; charset=utf-8");
        request.Container.Add(new(request.Now, request.Now + TimeSpan.FromSeconds(seconds), cores * 1024, 0));
        return request.TextAsync(string.Create(CultureInfo.InvariantCulture, $"burning for {seconds} s\n"));
    }

    private static async Task SlowAsync(AppRequest request)
    {
        if (Number(request, "seconds", 5) is not { } seconds || seconds is < 0 or > 3600)
        {
            await request.TextAsync("\"seconds is a number from 0 to 3600.\\n\"", StatusCodes.Status400BadRequest, "application/json; charset=utf-8");
            return;
        }
        await request.WaitAsync(TimeSpan.FromSeconds(seconds));
        await request.TextAsync(string.Create(CultureInfo.InvariantCulture, $"after {seconds} s\n"));
    }

    private static Task SetHealthAsync(AppRequest request, bool healthy)
    {
        request.Container.Conduct = request.Container.Conduct with { IsSick = !healthy };
        return request.TextAsync(healthy ? "healthy\n" : "unhealthy\n");
    }

    private static Task NothingAsync(AppRequest request, int status)
    {
        request.Http.Response.StatusCode = status;
        request.Http.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    /// <summary>MiB: its container's, else its task's.</summary>
    private static int LimitOf(AppRequest request) =>
        request.Container.Container.Definition.Memory
        ?? (int.TryParse(request.Container.Container.Task.Task.Memory, NumberStyles.None, CultureInfo.InvariantCulture, out var memory) ? memory : int.MaxValue);

    /// <summary>Null for what is no number.</summary>
    private static double? Number(AppRequest request, string name, double otherwise)
    {
        var text = request.Http.Request.Query[name].ToString();
        return text.Length == 0 ? otherwise : double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
