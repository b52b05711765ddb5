namespace Workbook.Server.LoadBalancing.Http;

/// <summary>Request headers that are about the connection to the client, or that the balancer writes itself.</summary>
internal static class HopHeaders
{
    public static bool Contains(string name) => name.Length switch
    {
        2 => Is(name, "TE"),
        4 => Is(name, "Host"),
        6 => Is(name, "Expect"),
        7 => Is(name, "Upgrade") || name[0] == ':',
        10 => Is(name, "Connection") || Is(name, "Keep-Alive"),
        14 => Is(name, "HTTP2-Settings"),
        15 => Is(name, "X-Amzn-Trace-Id") || Is(name, "X-Forwarded-For"),
        16 => Is(name, "X-Forwarded-Port") || Is(name, "Proxy-Connection") || Is(name, "X-Content-Length"),
        17 => Is(name, "Transfer-Encoding") || Is(name, "X-Forwarded-Proto"),
        _ => name[0] == ':',
    };

    /// <summary>Elastic Load Balancing calls names valid that consist of letters, digits and hyphens.</summary>
    public static bool IsValid(string name)
    {
        foreach (var character in name)
            if (!char.IsAsciiLetterOrDigit(character) && character != '-') return false;
        return true;
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
