using System.Globalization;
using System.Net;
using Docker.DotNet;

namespace Workbook.Engine.Runtimes.Docker.Hosts;

/// <summary>Subnets for the networks of tasks, where Docker has no more of its own to give.</summary>
internal static class Subnets
{
    private const int Attempts = 32;

    /// <summary>10.128.0.0/9 in pieces of 1,022 addresses.</summary>
    private const int Pieces = 1 << 13;

    /// <summary>Some subnets, other ones for each engine: 10.128.0.0/22, 10.128.4.0/22, …</summary>
    /// <param name="engineId">Hexadecimal digits.</param>
    public static IEnumerable<IPNetwork> Of(string engineId)
    {
        var first = int.Parse(engineId.AsSpan(0, 6), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        for (var i = 0; i < Attempts; i++)
        {
            var piece = (first + i) % Pieces;
            yield return new(new([10, (byte)(128 + piece / 64), (byte)(piece % 64 * 4), 0]), 22);
        }
    }

    /// <summary>True when Docker refuses a network because its addresses, or all that it could choose from, are in use.</summary>
    public static bool AreTaken(DockerApiException error) => error.ResponseBody is { } body
        && (body.Contains("available, non-overlapping", StringComparison.Ordinal) || body.Contains("Pool overlaps", StringComparison.Ordinal)
            // As Podman says it.
            || body.Contains("is already used on the host or by another config", StringComparison.Ordinal));
}
