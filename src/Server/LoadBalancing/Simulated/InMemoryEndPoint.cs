using System.Net;

namespace Workbook.Server.LoadBalancing.Simulated;

/// <summary>Where simulated servers listen: no address of this machine, but what is spoken there.</summary>
internal sealed class InMemoryEndPoint(string name) : EndPoint
{
    /// <summary>HTTP/1.1.</summary>
    public static InMemoryEndPoint Http1 { get; } = new("in-memory HTTP/1.1");

    /// <summary>HTTP/2 without TLS, as one who knows beforehand speaks it.</summary>
    public static InMemoryEndPoint Http2 { get; } = new("in-memory HTTP/2");

    /// <summary>Either of them over TLS.</summary>
    public static InMemoryEndPoint Https { get; } = new("in-memory HTTPS");

    public override string ToString() => name;
}
