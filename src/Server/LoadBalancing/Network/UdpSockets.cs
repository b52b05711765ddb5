using System.Net;
using System.Net.Sockets;
using Workbook.Server.LoadBalancing.Ports;

namespace Workbook.Server.LoadBalancing.Network;

/// <summary>UDP ports of this machine for listeners.</summary>
internal static class UdpSockets
{
    /// <summary>Takes a port; when it cannot be had, the one that was taken instead before, or else a free one.</summary>
    /// <param name="instead">What stood in for it in an earlier life; null: nothing did.</param>
    /// <exception cref="SocketException">There is no free port either.</exception>
    public static LocalPort Take(IPAddress address, int port, int? instead)
    {
        try
        {
            return new(Bind(address, port), null);
        }
        catch (SocketException error)
        {
            var why = error.SocketErrorCode == SocketError.AddressAlreadyInUse ? "is in use" : $"cannot be used ({error.Message})";
            var socket = Substitute(address, instead);
            return new(socket, $"UDP port {port} of {address} {why}; port {((IPEndPoint)socket.LocalEndPoint!).Port} is used instead.");
        }
    }

    private static Socket Substitute(IPAddress address, int? instead)
    {
        try
        {
            return Bind(address, instead ?? 0);
        }
        catch (SocketException) when (instead is not null)
        {
            return Bind(address, 0);
        }
    }

    private static Socket Bind(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
