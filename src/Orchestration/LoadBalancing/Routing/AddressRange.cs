using System.Globalization;

namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>A block of addresses in CIDR notation, of either family; bits behind the prefix do not count.</summary>
internal sealed class AddressRange
{
    private readonly SourceAddress _address;
    private readonly int _rest;

    private AddressRange(SourceAddress address, int prefix)
    {
        _rest = address.Length - prefix;
        _address = address with { Bits = Network(address.Bits) };
    }

    /// <summary>Null for what is no such block.</summary>
    public static AddressRange? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (SourceAddress.Parse(slash < 0 ? text : text.AsSpan(0, slash)) is not { } address) return null;
        var prefix = address.Length;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > address.Length)) return null;
        return new(address, prefix);
    }

    public bool Contains(SourceAddress address) => address.IsIPv6 == _address.IsIPv6 && Network(address.Bits) == _address.Bits;

    /// <summary>Without the bits behind the prefix. Shifting by all 128 bits would shift by none.</summary>
    private UInt128 Network(UInt128 bits) => _rest == 128 ? 0 : bits >> _rest;
}
