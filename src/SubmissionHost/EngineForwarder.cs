using System.Net;
using System.Net.Sockets;

namespace Workbook.SubmissionHost;

/// <summary>
/// A sandbox has a network of its own, with nobody in it. The one way out is a socket in the file system, behind which the engine is:
/// this listens where the AWS clients look for it, and passes on what they say.
/// </summary>
internal static class EngineForwarder
{
    public static void Start(string engineSocket, Uri endpoint)
    {
        var listener = new TcpListener(IPAddress.Loopback, endpoint.Port);
        listener.Start();
        _ = AcceptAsync(listener, new UnixDomainSocketEndPoint(engineSocket));
    }

    private static async Task AcceptAsync(TcpListener listener, UnixDomainSocketEndPoint engine)
    {
        while (true) _ = ForwardAsync(await listener.AcceptSocketAsync(), engine);
    }

    private static async Task ForwardAsync(Socket accepted, UnixDomainSocketEndPoint engine)
    {
        try
        {
            using var onward = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await onward.ConnectAsync(engine);
            accepted.NoDelay = true;
            await using var here = new NetworkStream(accepted, ownsSocket: true);
            await using var there = new NetworkStream(onward);
            await Task.WhenAny(here.CopyToAsync(there), there.CopyToAsync(here));
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            // One of them hung up; the client says so to whoever waits.
        }
    }
}
