using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Workbook.Server.LoadBalancing.Simulated.Apps;

/// <summary><c>/burn?cpu=1024&amp;seconds=60&amp;memory=0</c> of <c>hello</c> and <c>node-hello</c>: something to do, for who wants to see a service grow.</summary>
internal static class BurnRequest
{
    private const string Bounds = "cpu is a number of CPU units from 0 to 16384 (1024 are one processor), memory one of MiB from 0 to 16384, seconds one above 0 up to 3600.\n";

    private const double Most = 16384;

    public static Task AnswerAsync(AppRequest request)
    {
        var isAsked = HttpMethods.IsGet(request.Http.Request.Method) || HttpMethods.IsPost(request.Http.Request.Method);
        if (!isAsked) return request.TextAsync("", StatusCodes.Status405MethodNotAllowed);
        if (Number(request, "cpu", 1024) is not { } cpu || Number(request, "memory", 0) is not { } memory || Number(request, "seconds", 60) is not { } seconds
            || cpu is not (>= 0 and <= Most) || memory is not (>= 0 and <= Most) || seconds is not (> 0 and <= 3600))
            return request.TextAsync(Bounds, StatusCodes.Status400BadRequest);
        request.Container.Add(new(request.Now, request.Now + TimeSpan.FromSeconds(seconds), cpu, memory));
        return request.TextAsync(string.Create(CultureInfo.InvariantCulture, $"burning {cpu} CPU units and {memory} MiB for {seconds} s\n"));
    }

    /// <summary>Null for what is no number.</summary>
    private static double? Number(AppRequest request, string name, double otherwise)
    {
        var text = request.Http.Request.Query[name].ToString();
        return text.Length == 0 ? otherwise : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
