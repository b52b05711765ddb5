using System.Net.Sockets;

namespace Workbook.Learning.Sandboxes;

/// <summary>
/// The one way out of a sandbox: what is said to a socket in the file system is said to the engine. When it is closed, whatever might be left
/// within has nobody to talk to.
/// </summary>
internal sealed class SocketForwarder : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly Uri _endpoint;
    private readonly Action _answering;
    private readonly SemaphoreSlim _room;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;

    private SocketForwarder(Socket listener, Uri endpoint, int connections, Action answering)
    {
        _listener = listener;
        _endpoint = endpoint;
        _answering = answering;
        _room = new(connections);
        _accepting = AcceptAsync();
    }

    /// <param name="path">Of the socket.</param>
    /// <param name="endpoint">The engine.</param>
    /// <param name="connections">How many there may be at a time; further ones wait, as they do for an engine that is busy.</param>
    /// <param name="answering">Called before something that the engine said is passed on.</param>
    /// <exception cref="SocketException">There can be no socket at that path.</exception>
    public static SocketForwarder Start(string path, Uri endpoint, int connections, Action answering) => new(LocalSocket.Listen(path), endpoint, connections, answering);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _closing.Dispose();
        _room.Dispose();
    }

    private async Task AcceptAsync()
    {
        var all = new List<Task>();
        try
        {
            while (true)
            {
                await _room.WaitAsync(_closing.Token);
                var accepted = await _listener.AcceptAsync(_closing.Token);
                all.RemoveAll(each => each.IsCompleted);
                all.Add(ForwardAsync(accepted));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(all);
        }
    }

    private async Task ForwardAsync(Socket accepted)
    {
        using var onward = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await using var here = new NetworkStream(accepted, ownsSocket: true);
            await onward.ConnectAsync(_endpoint.Host, _endpoint.Port, _closing.Token);
            await using var there = new NetworkStream(onward);
            await Task.WhenAny(here.CopyToAsync(there, _closing.Token), AnswerAsync(there, here));
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
        {
            // One of them hung up, or the sandbox is gone.
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task AnswerAsync(NetworkStream engine, NetworkStream client)
    {
        var buffer = new byte[16 * 1024];
        while (await engine.ReadAsync(buffer, _closing.Token) is var read and > 0)
        {
            _answering();
            await client.WriteAsync(buffer.AsMemory(0, read), _closing.Token);
        }
    }
}
