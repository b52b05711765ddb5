using System.Globalization;

namespace Workbook.Orchestration.Ec2;

/// <summary>A block of IPv4 addresses, such as <c>172.31.16.0/20</c>.</summary>
/// <param name="First">Its lowest address as a number.</param>
/// <param name="Length">How many leading bits its addresses share, 0 to 32.</param>
public readonly record struct Cidr(uint First, int Length)
{
    /// <summary>How many addresses it has; a /20 has 4096.</summary>
    public long Size => 1L << (32 - Length);

    /// <summary>Reads a block; bits beyond its length are cut off, as AWS does: <c>10.0.0.9/24</c> is <c>10.0.0.0/24</c>.</summary>
    public static bool TryParse(string? text, out Cidr cidr)
    {
        cidr = default;
        if (text?.Split('/') is not [var address, var suffix]) return false;
        if (!TryAddress(address, out var number)) return false;
        if (!int.TryParse(suffix, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > 32) return false;
        cidr = new(length == 0 ? 0 : number & (uint.MaxValue << (32 - length)), length);
        return true;
    }

    public bool Contains(Cidr other) => other.Length >= Length && Overlaps(other);

    public bool Overlaps(Cidr other) => First < other.First + other.Size && other.First < First + Size;

    public bool Contains(string address) => TryAddress(address, out var number) && number >= First && number < First + Size;

    /// <summary>The address at that distance from the first one.</summary>
    public string Address(long offset)
    {
        var number = (uint)(First + offset);
        return string.Create(CultureInfo.InvariantCulture, $"{number >> 24}.{(number >> 16) & 255}.{(number >> 8) & 255}.{number & 255}");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address(0)}/{Length}");

    private static bool TryAddress(string text, out uint number)
    {
        number = 0;
        var parts = text.Split('.');
        if (parts.Length != 4) return false;
        foreach (var part in parts)
        {
            if (!byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return false;
            number = (number << 8) | value;
        }
        return true;
    }
}
