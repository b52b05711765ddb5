using System.Buffers;
using System.IO.Pipelines;
using Workbook.Server.LoadBalancing.Http;

namespace Workbook.Server.LoadBalancing.Ports;

/// <summary>
/// What goes to a client of HTTP/1.1. Kestrel refuses what is no proper request before the balancer sees it, with an empty answer: in its place the
/// client gets what Elastic Load Balancing answers.
/// </summary>
internal sealed class RefusalWriter(PipeWriter inner, ClientConnection connection, Func<int, byte[]> answer) : PipeWriter
{
    private readonly byte[] _refusal = new byte[512];
    private int _length;
    private bool _isRefusing;

    public override Memory<byte> GetMemory(int sizeHint = 0) => IsRefusing() ? _refusal.AsMemory(_length) : inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => IsRefusing() ? _refusal.AsSpan(_length) : inner.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        connection.Sent += bytes;
        if (_isRefusing) _length += bytes;
        else inner.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Refuse();
        return inner.FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override void Complete(Exception? exception = null)
    {
        Refuse();
        inner.Complete(exception);
    }

    public override ValueTask CompleteAsync(Exception? exception = null)
    {
        Refuse();
        return inner.CompleteAsync(exception);
    }

    /// <summary>Kestrel's refusals are some 100 bytes.</summary>
    private bool IsRefusing() => _isRefusing = !connection.IsInRequest && _length < 256;

    private void Refuse()
    {
        if (_length == 0) return;
        var text = _refusal.AsSpan(0, _length);
        // HTTP/1.1 400 Bad Request
        var code = text.StartsWith("HTTP/1.1 "u8) && System.Buffers.Text.Utf8Parser.TryParse(text[9..], out int parsed, out _) ? parsed : 0;
        inner.Write(code >= 400 ? answer(code) : text);
        _length = 0;
        _isRefusing = false;
    }
}
