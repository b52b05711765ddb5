using System.Globalization;
using System.Net.WebSockets;
using System.Threading.Channels;
using Workbook.Engine;

namespace Workbook.Server.Sessions;

/// <summary>
/// One end of a data channel: numbers what it sends, sends again what is not acknowledged, acknowledges what arrives and
/// hands it on in order. What cannot be taken for lack of room is not acknowledged, so that it comes again.
/// </summary>
/// <param name="socket">Stays the caller's.</param>
/// <param name="sends">The type of the messages that this end sends, such as <see cref="AgentMessage.InputStream"/>.</param>
/// <param name="time">The machine's clock.</param>
public sealed class DataChannel(WebSocket socket, string sends, TimeProvider time) : IDisposable
{
    /// <summary>So many messages may be on their way without being acknowledged.</summary>
    private const int Window = 64;
    private const int MostUnread = 64;
    private static readonly TimeSpan ResendAfter = TimeSpan.FromMilliseconds(500);

    private readonly Channel<AgentMessage> _incoming = Channel.CreateBounded<AgentMessage>(MostUnread);
    private readonly SemaphoreSlim _window = new(Window);
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, (byte[] Bytes, long SentAt)> _pending = [];
    private long _nextToSend;
    private long _nextToReceive;
    private bool _isResending;

    /// <summary>The stream messages of the other end, in order, each once. It completes when no more come.</summary>
    public ChannelReader<AgentMessage> Incoming => _incoming.Reader;

    /// <summary>Receives until the other end has gone or says that the session is over, which is then returned.</summary>
    /// <exception cref="ChannelProtocolException">What it sends is not to be understood.</exception>
    public async Task<ChannelClosed?> RunAsync(CancellationToken cancellation)
    {
        using var resend = time.CreateTimer(_ => _ = ResendAsync(cancellation), null, ResendAfter, ResendAfter);
        try
        {
            while (await SocketFrames.ReceiveAsync(socket, cancellation) is { } bytes)
            {
                var message = AgentMessage.Decode(bytes);
                switch (message.Type)
                {
                    case AgentMessage.Acknowledge:
                        Acknowledged(ChannelPayloads.Read<Acknowledgement>(message.Payload.Span).AcknowledgedMessageSequenceNumber);
                        break;
                    case AgentMessage.ChannelClosed:
                        return ChannelPayloads.Read<ChannelClosed>(message.Payload.Span);
                    case AgentMessage.InputStream or AgentMessage.OutputStream when message.Type != sends:
                        if (IsTaken(message)) await AcknowledgeAsync(message, cancellation);
                        break;
                }
            }
            return null;
        }
        finally
        {
            _incoming.Writer.TryComplete();
        }
    }

    /// <summary>Sends a stream message; waits while too many are not acknowledged.</summary>
    public async Task SendAsync(PayloadType type, ReadOnlyMemory<byte> payload, bool isLast, CancellationToken cancellation)
    {
        await _window.WaitAsync(cancellation);
        await _sending.WaitAsync(cancellation);
        try
        {
            var number = _nextToSend++;
            var bytes = Message(sends, number, type, payload, isFirst: number == 0, isLast).Encode();
            lock (_gate) _pending[number] = (bytes, time.GetTimestamp());
            await TransmitAsync(bytes, cancellation);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Completes when all that was sent is acknowledged. Nothing can be sent afterwards.</summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        for (var i = 0; i < Window; i++) await _window.WaitAsync(cancellation);
    }

    /// <summary>Tells the other end that the session is over.</summary>
    /// <param name="reason">Empty when the command ended by itself.</param>
    public Task SendClosedAsync(string sessionId, string target, string reason, int? exitCode, CancellationToken cancellation)
    {
        var closed = new ChannelClosed(
            Ids.NewUuid().ToString(), time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), target, sessionId, AgentMessage.ChannelClosed, 1, reason, exitCode);
        return SendControlAsync(AgentMessage.ChannelClosed, ChannelPayloads.Write(closed), cancellation);
    }

    /// <summary>Closes the WebSocket in this direction; the other end answers by closing the other one.</summary>
    public Task CloseAsync(WebSocketCloseStatus status, string reason, CancellationToken cancellation) => SocketFrames.CloseAsync(socket, status, reason, cancellation);

    public void Dispose()
    {
        _window.Dispose();
        _sending.Dispose();
    }

    private bool IsTaken(AgentMessage message)
    {
        // What comes again was acknowledged, but the other end has not heard it.
        if (message.Sequence < _nextToReceive) return true;
        if (message.Sequence > _nextToReceive || !_incoming.Writer.TryWrite(message)) return false;
        _nextToReceive++;
        return true;
    }

    private Task AcknowledgeAsync(AgentMessage message, CancellationToken cancellation) =>
        SendControlAsync(AgentMessage.Acknowledge, ChannelPayloads.Write(new Acknowledgement(message.Type, message.Id.ToString(), message.Sequence, true)), cancellation);

    private void Acknowledged(long number)
    {
        lock (_gate)
        {
            if (!_pending.Remove(number)) return;
        }
        _window.Release();
    }

    private async Task ResendAsync(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _isResending, true)) return;
        byte[][] unheard;
        lock (_gate) unheard = [.. _pending.Values.Where(sent => time.GetElapsedTime(sent.SentAt) >= ResendAfter).Select(sent => sent.Bytes)];
        try
        {
            foreach (var bytes in unheard)
            {
                await _sending.WaitAsync(cancellation);
                try
                {
                    await TransmitAsync(bytes, cancellation);
                }
                finally
                {
                    _sending.Release();
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            return;
        }
        finally
        {
            Volatile.Write(ref _isResending, false);
        }
    }

    private async Task SendControlAsync(string type, byte[] payload, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation);
        try
        {
            await TransmitAsync(Message(type, 0, PayloadType.None, payload, isFirst: true, isLast: true).Encode(), cancellation);
        }
        finally
        {
            _sending.Release();
        }
    }

    // Who has gone is noticed where it is received from.
    private async Task TransmitAsync(byte[] bytes, CancellationToken cancellation)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        try
        {
            await socket.SendAsync(bytes.AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, cancellation);
        }
        catch (WebSocketException)
        {
            socket.Abort();
        }
    }

    private AgentMessage Message(string type, long number, PayloadType payloadType, ReadOnlyMemory<byte> payload, bool isFirst, bool isLast) =>
        new(type, time.GetUtcNow().ToUnixTimeMilliseconds(), number, isFirst, isLast, Ids.NewUuid(), payloadType, payload);
}
