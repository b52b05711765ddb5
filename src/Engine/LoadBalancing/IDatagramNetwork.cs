using System.Net.Sockets;
using Workbook.Orchestration;

namespace Workbook.Engine.LoadBalancing;

/// <summary>How Network Load Balancers send datagrams to what is registered with a target group.</summary>
public interface IDatagramNetwork
{
    /// <summary>Makes ready to send datagrams to a target and to receive what it answers.</summary>
    /// <param name="target">An IP address or the id of an EC2 instance.</param>
    /// <exception cref="SocketException">It is known that nobody is there.</exception>
    ValueTask<IDatagrams> OpenAsync(AccountRegion scope, string target, int port, CancellationToken cancellation);
}

/// <summary>The datagrams of one flow to a target, and back.</summary>
public interface IDatagrams : IDisposable
{
    ValueTask SendAsync(ReadOnlyMemory<byte> datagram, CancellationToken cancellation);

    /// <returns>How many bytes the next datagram has.</returns>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation);
}
