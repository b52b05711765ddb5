using System.Text;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing.Network;

/// <summary>What tells one flow of a Network Load Balancer from all others: the protocol, and the addresses and ports of both ends.</summary>
/// <param name="Protocol"><c>TCP</c> or <c>UDP</c>, of <see cref="ProtocolEnum"/>.</param>
public readonly record struct Flow(string Protocol, string SourceAddress, int SourcePort, string Address, int Port)
{
    private const ulong Offset = 14695981039346656037, Prime = 1099511628211;

    /// <summary>Of all five; the same for every packet of the flow.</summary>
    public ulong Hash() => HashOf($"{Protocol} {SourceAddress} {SourcePort} {Address} {Port}");

    /// <summary>Of where it comes from alone: every flow of a client is the same to a sticky target group.</summary>
    public ulong SourceHash() => HashOf(SourceAddress);

    /// <summary>FNV-1a (64 bits), its bits well mixed.</summary>
    internal static ulong HashOf(string text)
    {
        var hash = Offset;
        foreach (var each in Encoding.UTF8.GetBytes(text)) hash = unchecked((hash ^ each) * Prime);
        return Mix(hash);
    }

    /// <summary>Every bit of the result depends on every bit of the number.</summary>
    internal static ulong Mix(ulong number)
    {
        unchecked
        {
            number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
            number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
            return number ^ (number >> 31);
        }
    }
}
