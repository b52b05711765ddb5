using System.Net;
using System.Net.Sockets;

namespace Workbook.Learning.Sandboxes;

/// <summary>
/// A sandbox has a network of its own, with nobody in it. The one way out is a socket in the file system, behind which the engine is:
/// this listens, within, where clients look for it, and passes on what they say.
/// </summary>
internal sealed class EngineForwarder : IDisposable
{
    private readonly TcpListener _listener;
    private readonly UnixDomainSocketEndPoint _engine;
    private readonly Action _answering;

    private EngineForwarder(TcpListener listener, UnixDomainSocketEndPoint engine, Action answering) => (_listener, _engine, _answering) = (listener, engine, answering);

    /// <param name="socket">Where the engine is.</param>
    /// <param name="port">Where it is to be, on loopback.</param>
    /// <param name="answering">Called before something that the engine said is passed on.</param>
    /// <exception cref="SocketException">The port cannot be had.</exception>
    public static EngineForwarder Start(string socket, int port, Action answering)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch
        {
            listener.Dispose();
            throw;
        }
        var forwarder = new EngineForwarder(listener, new(socket), answering);
        _ = forwarder.AcceptAsync();
        return forwarder;
    }

    /// <summary>Takes no further connections.</summary>
    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ForwardAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It is over.
        }
    }

    private async Task ForwardAsync(Socket accepted)
    {
        try
        {
            using var onward = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await onward.ConnectAsync(_engine);
            accepted.NoDelay = true;
            await using var here = new NetworkStream(accepted, ownsSocket: true);
            await using var there = new NetworkStream(onward);
            await Task.WhenAny(here.CopyToAsync(there), AnswerAsync(there, here));
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            // One of them hung up; the client says so to whoever waits.
        }
    }

    private async Task AnswerAsync(NetworkStream engine, NetworkStream client)
    {
        var buffer = new byte[16 * 1024];
        while (await engine.ReadAsync(buffer) is var read and > 0)
        {
            _answering();
            await client.WriteAsync(buffer.AsMemory(0, read));
        }
    }
}
