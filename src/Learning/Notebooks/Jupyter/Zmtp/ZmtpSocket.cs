using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Workbook.Learning.Notebooks.Zmtp;

/// <summary>A listening socket and its peers: base of what ZeroMQ calls ROUTER, REP and PUB.</summary>
internal abstract class ZmtpSocket : IAsyncDisposable
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly Socket listener;
    private readonly string type;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<ZmtpPeer, Task> peers = new();
    private readonly Task accepting;

    protected ZmtpSocket(string type, EndPoint endpoint, TimeProvider time)
    {
        this.type = type;
        this.time = time;
        listener = new Socket(endpoint.AddressFamily, SocketType.Stream, endpoint is UnixDomainSocketEndPoint ? ProtocolType.Unspecified : ProtocolType.Tcp);
        listener.Bind(endpoint);
        listener.Listen();
        accepting = Task.Run(AcceptAsync);
    }

    public EndPoint Address => listener.LocalEndPoint!;

    protected IEnumerable<ZmtpPeer> Peers => peers.Keys;

    /// <summary>A message came, on a thread of the peer's; the next one of this peer is read when this returns.</summary>
    protected abstract ValueTask TakeAsync(ZmtpPeer peer, List<byte[]> message);

    /// <summary>Sends what is queued, for a moment at most, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        foreach (var peer in peers.Keys)
            peer.Complete();
        stop.CancelAfter(LastWords);
        await accepting;
        await Task.WhenAll(peers.Values);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var peer = new ZmtpPeer(await listener.AcceptAsync());
                peers[peer] = Task.Run(() => ServeAsync(peer));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Disposed; or a connection that was lost before it was accepted.
                if (!listener.IsBound || e is ObjectDisposedException || e is SocketException { SocketErrorCode: SocketError.OperationAborted or SocketError.InvalidArgument })
                    return;
            }
        }
    }

    private async Task ServeAsync(ZmtpPeer peer)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        try
        {
            using (var timeout = new CancellationTokenSource(HandshakeTimeout, time))
            using (var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, gone.Token))
                await peer.ShakeHandsAsync(type, either.Token);
            var writing = peer.WriteQueuedAsync(gone.Token);
            var reading = ReadAsync(peer, gone.Token);
            await await Task.WhenAny(reading, writing);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            // The peer left, or does not speak the protocol; the others stay.
        }
        finally
        {
            await gone.CancelAsync();
            peers.TryRemove(peer, out _);
            peer.Dispose();
        }
    }

    private async Task ReadAsync(ZmtpPeer peer, CancellationToken cancellationToken)
    {
        for (;;)
            await TakeAsync(peer, await peer.ReadAsync(cancellationToken));
    }
}

/// <summary>A ROUTER: each message is taken with the peer it came from, to which answers go.</summary>
internal sealed class ZmtpRouter(EndPoint endpoint, TimeProvider time, Func<ZmtpPeer, List<byte[]>, ValueTask> take) : ZmtpSocket("ROUTER", endpoint, time)
{
    /// <summary>The peer of that identity; else the newest one, if it is the only one.</summary>
    public ZmtpPeer? Find(byte[] identity)
        => Peers.FirstOrDefault(peer => identity.Length > 0 && peer.Identity.AsSpan().SequenceEqual(identity)) ?? (Peers.ToList() is [var only] ? only : null);

    protected override ValueTask TakeAsync(ZmtpPeer peer, List<byte[]> message) => take(peer, message);
}

/// <summary>A REP that answers with what it was asked: Jupyter's heartbeat.</summary>
internal sealed class ZmtpEcho(EndPoint endpoint, TimeProvider time) : ZmtpSocket("REP", endpoint, time)
{
    protected override ValueTask TakeAsync(ZmtpPeer peer, List<byte[]> message)
    {
        peer.Send(ZmtpFrames.Write(message));
        return ValueTask.CompletedTask;
    }
}

/// <summary>A PUB: messages go to everybody who subscribed to the beginning of their first frame.</summary>
internal sealed class ZmtpPublisher(EndPoint endpoint, TimeProvider time) : ZmtpSocket("PUB", endpoint, time)
{
    private readonly TaskCompletionSource subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when there is somebody to hear.</summary>
    public Task Subscribed => subscribed.Task;

    public void Publish(IReadOnlyList<byte[]> frames)
    {
        byte[]? message = null;
        foreach (var peer in Peers.Where(peer => peer.Wants(frames[0])))
            peer.Send(message ??= ZmtpFrames.Write(frames));
    }

    protected override ValueTask TakeAsync(ZmtpPeer peer, List<byte[]> message)
    {
        if (message is not [[0 or 1, ..] request])
            throw new InvalidDataException("A subscriber sends nothing but subscriptions.");
        peer.Subscribe(request);
        subscribed.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
