using System.Net.Sockets;
using System.Threading.Channels;

namespace Workbook.Learning.Notebooks.Zmtp;

/// <summary>One connection. What is sent to it waits in a queue of its own, so that a slow peer holds up nobody else.</summary>
internal sealed class ZmtpPeer : IDisposable
{
    // Beyond it, messages to this peer are dropped, as ZeroMQ does at its high-water mark.
    private const long LongestQueue = 256 * 1024 * 1024;

    private readonly Socket socket;
    private readonly Stream stream;
    private readonly Channel<byte[]> queue = Channel.CreateUnbounded<byte[]>(new() { SingleReader = true });
    private readonly Lock gate = new();
    private readonly List<byte[]> subscriptions = [];
    private long queued;

    public ZmtpPeer(Socket socket)
    {
        this.socket = socket;
        // A socket that is a file has no such delay to switch off.
        if (socket.AddressFamily != AddressFamily.Unix)
            socket.NoDelay = true;
        stream = new BufferedStream(new NetworkStream(socket, ownsSocket: false), 64 * 1024);
    }

    /// <summary>What the peer calls itself, the same on all sockets of one client; may be empty.</summary>
    public byte[] Identity { get; private set; } = [];

    public async Task ShakeHandsAsync(string socketType, CancellationToken cancellationToken)
    {
        await socket.SendAsync(ZmtpFrames.Greeting(), cancellationToken);
        await ZmtpFrames.ReadGreetingAsync(stream, cancellationToken);
        await socket.SendAsync(ZmtpFrames.Ready(socketType), cancellationToken);
        Identity = await ZmtpFrames.ReadReadyAsync(stream, cancellationToken);
    }

    public Task<List<byte[]>> ReadAsync(CancellationToken cancellationToken) => ZmtpFrames.ReadMessageAsync(stream, cancellationToken);

    /// <summary>Sends what is queued, until the peer is gone.</summary>
    public async Task WriteQueuedAsync(CancellationToken cancellationToken)
    {
        await foreach (var message in queue.Reader.ReadAllAsync(cancellationToken))
        {
            for (var rest = message.AsMemory(); rest.Length > 0;)
                rest = rest[await socket.SendAsync(rest, cancellationToken)..];
            Interlocked.Add(ref queued, -message.Length);
        }
    }

    public void Send(byte[] message)
    {
        if (Interlocked.Add(ref queued, message.Length) > LongestQueue || !queue.Writer.TryWrite(message))
            Interlocked.Add(ref queued, -message.Length);
    }

    /// <summary>What is queued is still sent; nothing more is taken.</summary>
    public void Complete() => queue.Writer.TryComplete();

    /// <summary>A message of a subscriber: 1 and a prefix to subscribe, 0 and a prefix to cancel.</summary>
    public void Subscribe(byte[] request)
    {
        lock (gate)
        {
            var prefix = request[1..];
            if (request[0] == 1)
                subscriptions.Add(prefix);
            else if (subscriptions.FindIndex(one => one.AsSpan().SequenceEqual(prefix)) is var index and >= 0)
                subscriptions.RemoveAt(index);
        }
    }

    public bool Wants(byte[] topic)
    {
        lock (gate)
            return subscriptions.Exists(prefix => topic.AsSpan().StartsWith(prefix));
    }

    public void Dispose()
    {
        queue.Writer.TryComplete();
        socket.Dispose();
    }
}
