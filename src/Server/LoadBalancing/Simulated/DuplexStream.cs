using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace Workbook.Server.LoadBalancing.Simulated;

/// <summary>A client's end of a connection that exists in memory. It may be closed or cut from anywhere while somebody reads or writes.</summary>
internal sealed class DuplexStream(PipeReader input, PipeWriter output, Action closed) : Stream
{
    private readonly Lock _reading = new();
    private readonly Lock _writing = new();
    private volatile bool _isCut;
    private volatile bool _isClosed;

    /// <summary>Holds the engine's clock for who waits for an answer; null when nobody does.</summary>
    public ClockHold? Hold { get; set; }

    /// <summary>Who is connected, where that is not the load balancer itself; to be set before anything is sent.</summary>
    public EndPoint? ClientEndPoint { get; set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The other end is gone, with what it had not sent yet.</summary>
    public void Cut()
    {
        _isCut = true;
        input.CancelPendingRead();
        output.CancelPendingFlush();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ValueTask<ReadResult> reading;
        lock (_reading)
        {
            ThrowIfOver();
            reading = input.ReadAsync(cancellationToken);
        }
        var result = await reading;
        lock (_reading)
        {
            ThrowIfOver();
            var content = result.Buffer.Length > buffer.Length ? result.Buffer.Slice(0, buffer.Length) : result.Buffer;
            content.CopyTo(buffer.Span);
            input.AdvanceTo(content.End);
            return (int)content.Length;
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ValueTask<FlushResult> writing;
        lock (_writing)
        {
            ThrowIfOver();
            writing = output.WriteAsync(buffer, cancellationToken);
        }
        if ((await writing).IsCompleted) throw Reset();
        ThrowIfOver();
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
        // What is written is there.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Says that nothing more will be sent; the other end may still answer.</summary>
    public void EndSending()
    {
        lock (_writing) output.Complete();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isClosed)
        {
            _isClosed = true;
            lock (_writing) output.Complete();
            lock (_reading)
            {
                input.CancelPendingRead();
                input.Complete();
            }
            closed();
        }
        base.Dispose(disposing);
    }

    private void ThrowIfOver()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (_isCut) throw Reset();
    }

    private static IOException Reset() => new("The connection was reset.", new SocketException((int)SocketError.ConnectionReset));
}
