using System.Buffers.Binary;
using System.Net;

namespace Workbook.Engine.Runtimes.Docker.Hosts;

/// <summary>IPv4 addresses by their place in a subnet.</summary>
internal static class Addresses
{
    /// <summary>How many there are: 172.20.0.0/16 has 65,536.</summary>
    public static long CountOf(IPNetwork subnet) => 1L << (32 - subnet.PrefixLength);

    /// <summary>172.20.0.0/16 at 1 is 172.20.0.1.</summary>
    public static IPAddress At(IPNetwork subnet, long index)
    {
        var bytes = subnet.BaseAddress.GetAddressBytes();
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(BinaryPrimitives.ReadUInt32BigEndian(bytes) + index));
        return new(bytes);
    }

    /// <summary>What Docker's bridge gives to who has the address: 172.20.0.5 → 02:42:ac:14:00:05.</summary>
    public static string MacOf(IPAddress address) => "02:42:" + string.Join(':', address.GetAddressBytes().Select(part => part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
}
