using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Workbook.Server.LoadBalancing.Network;

/// <summary>The header by which a target with the attribute <c>proxy_protocol_v2.enabled</c> learns who the client is (PROXY protocol, version 2).</summary>
internal static class ProxyHeader
{
    private const byte Version2Proxy = 0x21, TcpOverIpv4 = 0x11, TcpOverIpv6 = 0x21;
    private static ReadOnlySpan<byte> Signature => [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A];

    /// <param name="client">Where the connection comes from.</param>
    /// <param name="listener">Where it was accepted; of the same address family.</param>
    public static byte[] Of(IPEndPoint client, IPEndPoint listener)
    {
        var isIpv4 = client.AddressFamily == AddressFamily.InterNetwork;
        // Both addresses and both ports: 4 + 4 + 2 + 2 = 12, or 16 + 16 + 2 + 2 = 36 bytes.
        var length = isIpv4 ? 12 : 36;
        var header = new byte[16 + length];
        Signature.CopyTo(header);
        header[12] = Version2Proxy;
        header[13] = isIpv4 ? TcpOverIpv4 : TcpOverIpv6;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(14), (ushort)length);
        var half = (length - 4) / 2;
        client.Address.TryWriteBytes(header.AsSpan(16), out _);
        listener.Address.TryWriteBytes(header.AsSpan(16 + half), out _);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(16 + 2 * half), (ushort)client.Port);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(18 + 2 * half), (ushort)listener.Port);
        return header;
    }
}
