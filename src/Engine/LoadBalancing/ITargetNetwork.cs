using System.Net.Sockets;
using Workbook.Orchestration;

namespace Workbook.Engine.LoadBalancing;

/// <summary>How load balancers and their health checks reach what is registered with a target group.</summary>
public interface ITargetNetwork
{
    /// <summary>Opens a TCP connection, or what stands for one.</summary>
    /// <param name="target">An IP address or the id of an EC2 instance.</param>
    /// <returns>Both directions of the connection; disposing it closes it.</returns>
    /// <exception cref="SocketException">Nobody listens there, or nobody answers; with the error code that tells which.</exception>
    ValueTask<Stream> ConnectAsync(AccountRegion scope, string target, int port, CancellationToken cancellation);
}
