using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>A block of addresses in CIDR notation, of either family; bits behind the prefix do not count.</summary>
internal sealed class AddressRange
{
    private readonly byte[] _address;
    private readonly int _prefix;

    private AddressRange(byte[] address, int prefix)
    {
        _address = address;
        _prefix = prefix;
    }

    /// <summary>Null for what is no such block.</summary>
    public static AddressRange? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text.AsSpan(0, slash), out var address)) return null;
        var bytes = address.GetAddressBytes();
        var prefix = bytes.Length * 8;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > bytes.Length * 8)) return null;
        return new(bytes, prefix);
    }

    /// <summary>An IPv4 address that came through an IPv6 socket is the IPv4 address.</summary>
    public bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != (_address.Length == 4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6)) return false;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        var whole = _prefix / 8;
        if (!bytes[..whole].SequenceEqual(_address.AsSpan(0, whole))) return false;
        // A prefix of 20 bits: two whole bytes, and of the third the upper four bits.
        var rest = _prefix % 8;
        return rest == 0 || (bytes[whole] ^ _address[whole]) >> (8 - rest) == 0;
    }
}
