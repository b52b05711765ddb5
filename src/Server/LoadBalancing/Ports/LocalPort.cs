using System.Net;
using System.Net.Sockets;

namespace Workbook.Server.LoadBalancing.Ports;

/// <summary>A TCP port of this machine that was taken for a listener.</summary>
/// <param name="Socket">Bound and listening: clients that come before anybody accepts are not refused.</param>
/// <param name="Note">Why it is another port than the one asked for; null when it is that one.</param>
internal sealed record LocalPort(Socket Socket, string? Note)
{
    private const int Backlog = 512;

    public int Number => ((IPEndPoint)Socket.LocalEndPoint!).Port;

    /// <summary>Takes a port; when it cannot be had, the one that was taken instead before, or else a free one.</summary>
    /// <param name="instead">What stood in for it in an earlier life; null: nothing did.</param>
    /// <exception cref="SocketException">There is no free port either.</exception>
    public static LocalPort Take(IPAddress address, int port, int? instead)
    {
        try
        {
            return new(Listen(address, port), null);
        }
        catch (SocketException error)
        {
            var why = error.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "is in use",
                SocketError.AccessDenied => "may not be used by this process",
                _ => $"cannot be used ({error.Message})",
            };
            var socket = Substitute(address, instead);
            return new(socket, $"Port {port} of {address} {why}; port {((IPEndPoint)socket.LocalEndPoint!).Port} is used instead.");
        }
    }

    private static Socket Substitute(IPAddress address, int? instead)
    {
        try
        {
            return Listen(address, instead ?? 0);
        }
        catch (SocketException) when (instead is not null)
        {
            return Listen(address, 0);
        }
    }

    private static Socket Listen(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
