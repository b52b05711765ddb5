using System.Globalization;

namespace Workbook.Server.LoadBalancing.Http;

/// <summary>The header X-Amzn-Trace-Id.</summary>
internal static class TraceId
{
    /// <summary>
    /// A new Root where there is none; else what came, with a Self in front of it, in place of one that was there:
    /// <c>Self=1-67891234-12456789abcdef0123456789;Root=1-67891233-abcdef012345678912345678;CalledFrom=app</c>.
    /// </summary>
    public static string Next(string? given, DateTimeOffset now, ref Draw draw)
    {
        var (first, second) = (draw.Next(), draw.Next());
        var seconds = now.ToUnixTimeSeconds();
        if (given is null || !given.Contains("Root=", StringComparison.OrdinalIgnoreCase))
        {
            var made = string.Create(CultureInfo.InvariantCulture, $"Root=1-{seconds:x8}-{first:x16}{(uint)second:x8}");
            return string.IsNullOrEmpty(given) ? made : $"{made};{given}";
        }
        var rest = string.Join(';', given.Split(';').Where(each => !each.TrimStart().StartsWith("Self=", StringComparison.OrdinalIgnoreCase)));
        return string.Create(CultureInfo.InvariantCulture, $"Self=1-{seconds:x8}-{first:x16}{(uint)second:x8};{rest}");
    }
}
