using System.Buffers.Binary;
using System.Globalization;

namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>An IP address of either family.</summary>
/// <param name="Bits">As a number; of IPv4 the lowest 32 bits.</param>
/// <param name="IsIPv6">False: IPv4.</param>
public readonly record struct SourceAddress(UInt128 Bits, bool IsIPv6)
{
    /// <summary>How many bits it has.</summary>
    public int Length => IsIPv6 ? 128 : 32;

    /// <summary>From 4 or 16 bytes. An IPv4 address that came through an IPv6 socket is the IPv4 address.</summary>
    public static SourceAddress Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 4) return new(BinaryPrimitives.ReadUInt32BigEndian(bytes), false);
        var bits = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        // ::ffff:192.0.2.5
        return bits >> 32 == 0xFFFF ? new((uint)bits, false) : new(bits, true);
    }

    /// <summary>Reads <c>192.0.2.5</c> or <c>2001:db8::5</c>; null for anything else.</summary>
    public static SourceAddress? Parse(ReadOnlySpan<char> text) => text.Contains(':') ? Six(text) : Four(text);

    private static SourceAddress? Four(ReadOnlySpan<char> text)
    {
        uint bits = 0;
        var count = 0;
        foreach (var part in text.Split('.'))
        {
            if (count++ == 4 || !byte.TryParse(text[part], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            bits = (bits << 8) | number;
        }
        return count == 4 ? new(bits, false) : null;
    }

    /// <summary>Two colons stand for as many zeros as are missing: <c>2001:db8::5</c> has three groups and five that are zero.</summary>
    private static SourceAddress? Six(ReadOnlySpan<char> text)
    {
        var gap = text.IndexOf("::");
        if (gap < 0) return Groups(text) is (8, var all) ? new(all, true) : null;
        if (Groups(text[..gap]) is not var (before, high) || Groups(text[(gap + 2)..]) is not var (after, low) || before + after > 7) return null;
        return new((before == 0 ? 0 : high << (16 * (8 - before))) | low, true);
    }

    private static (int Count, UInt128 Bits)? Groups(ReadOnlySpan<char> text)
    {
        UInt128 bits = 0;
        var count = 0;
        if (text.IsEmpty) return (0, 0);
        foreach (var part in text.Split(':'))
        {
            if (count++ == 8 || !ushort.TryParse(text[part], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)) return null;
            bits = (bits << 16) | number;
        }
        return (count, bits);
    }
}
