using System.Net.Sockets;

namespace Workbook.Learning.Grading;

/// <summary>
/// The one way out of a sandbox: what is said to a socket in the file system is said to the engine. When it is closed, whatever might be left of a
/// submission has nobody to talk to.
/// </summary>
internal sealed class SocketForwarder : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly Uri _endpoint;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;

    private SocketForwarder(Socket listener, Uri endpoint)
    {
        _listener = listener;
        _endpoint = endpoint;
        _accepting = AcceptAsync();
    }

    public static SocketForwarder Start(string path, Uri endpoint) => new(LocalSocket.Listen(path), endpoint);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var all = new List<Task>();
        try
        {
            while (true)
            {
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
            await Task.WhenAny(here.CopyToAsync(there, _closing.Token), there.CopyToAsync(here, _closing.Token));
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
        {
            // One of them hung up, or the submission is over.
        }
    }
}
