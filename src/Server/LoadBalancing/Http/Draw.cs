using System.Security.Cryptography;

namespace Workbook.Server.LoadBalancing.Http;

/// <summary>Random numbers for choices and trace ids, which nobody has to be unable to guess: SplitMix64, seeded by the system.</summary>
internal struct Draw
{
    private ulong _state;

    public static Draw Seeded() => new() { _state = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) };

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Evenly from 0 (inclusive) to 1 (exclusive): the upper 53 bits, which a double holds.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));
}
