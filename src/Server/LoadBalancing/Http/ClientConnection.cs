using System.Net;

namespace Workbook.Server.LoadBalancing.Http;

/// <summary>What is known of a client's connection, for all requests on it.</summary>
/// <param name="node">How many connections the port had before: clients find the nodes of a load balancer in turn.</param>
internal sealed class ClientConnection(uint node)
{
    private IPAddress? _address;
    private string _addressText = "";

    public uint Node => node;

    /// <summary>True while a request is with the balancer: what is written then is its answer, and else Kestrel's refusal.</summary>
    public bool IsInRequest { get; set; }

    /// <summary>True once it was counted for a load balancer.</summary>
    public bool IsCounted { get; set; }

    /// <summary>Bytes written to the client so far (HTTP/1.1).</summary>
    public long Sent { get; set; }

    /// <summary>Of the latest refusal of something that is no request.</summary>
    public int RefusedWith { get; set; }

    /// <summary>The name that the client asked for when it began TLS, or null.</summary>
    public string? ServerName { get; set; }

    /// <summary>The ARN of the certificate that it was shown, or null.</summary>
    public string? CertificateArn { get; set; }

    public string Text(IPAddress address)
    {
        if (ReferenceEquals(address, _address)) return _addressText;
        _address = address;
        return _addressText = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
    }
}
