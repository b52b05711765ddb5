using Microsoft.AspNetCore.Http;

namespace Workbook.Server.LoadBalancing.Http;

/// <summary>How far a request departs from what every server reads in the same way. What is severe never comes this far: Kestrel refuses it.</summary>
internal enum Desync
{
    Compliant,
    Acceptable,
    Ambiguous,
}

/// <summary>What is to be known of the headers before a request is routed.</summary>
internal static class HeaderInspection
{
    /// <summary>For the whole of one header.</summary>
    private const int LargestHeader = 16 * 1024;

    /// <summary>Addresses in X-Forwarded-For.</summary>
    private const int MostForwards = 30;

    /// <summary>The code that the request is refused with; 0: it is not.</summary>
    public static int Refusal(AlbRequest request)
    {
        if (request.Method is "TRACE" or "CONNECT") return 405;
        var headers = request.Http.Request.Headers;
        var desync = Desync.Compliant;
        var reasonToRefuse = 0;
        foreach (var (name, values) in headers)
        {
            for (var i = 0; i < values.Count; i++)
            {
                var value = values[i]!;
                if (name.Length + value.Length > LargestHeader) return 400;
                if (System.Text.Ascii.IsValid(value)) continue;
                desync = Desync.Acceptable;
            }
            if (name.Length == 15 && name.Equals("X-Forwarded-For", StringComparison.OrdinalIgnoreCase) && Addresses(values.ToString()) > MostForwards) reasonToRefuse = 463;
        }
        request.Desync = Framing(request, desync);
        if (request.Desync != Desync.Compliant && request.Listener.Settings.DesyncMitigation == "strictest") return 400;
        return reasonToRefuse != 0 ? reasonToRefuse : request.Target is ['/', ..] ? 0 : 400;
    }

    /// <summary>A length next to chunks, and a body where none has a meaning, are read in several ways.</summary>
    private static Desync Framing(AlbRequest request, Desync otherwise)
    {
        var headers = request.Http.Request.Headers;
        var isChunked = headers.TransferEncoding.Count > 0;
        // Kestrel sets the length aside when there are chunks too.
        if (isChunked && headers.ContainsKey("X-Content-Length")) return Desync.Ambiguous;
        if (request.Method is not ("GET" or "HEAD")) return otherwise;
        if (isChunked || headers.ContentLength > 0) return Desync.Ambiguous;
        return headers.ContentLength == 0 ? Desync.Acceptable : otherwise;
    }

    private static int Addresses(string list) => list.AsSpan().Count(',') + 1;
}
