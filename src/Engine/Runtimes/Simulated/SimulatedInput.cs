using System.Text;
using System.Threading.Channels;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>The standard input of a simulated command. One command reads at a time; who writes waits while too much is unread.</summary>
internal sealed class SimulatedInput
{
    private const int MostUnread = 64;

    /// <summary>An empty chunk is an end of input that one reader sees, as Ctrl+D gives it on a terminal.</summary>
    private readonly Channel<byte[]> _chunks = Channel.CreateBounded<byte[]>(MostUnread);
    private byte[] _rest = [];

    /// <summary>What is written after the end goes nowhere.</summary>
    public async ValueTask WriteAsync(byte[] chunk, CancellationToken cancellation)
    {
        while (await _chunks.Writer.WaitToWriteAsync(cancellation))
        {
            if (_chunks.Writer.TryWrite(chunk)) return;
        }
    }

    /// <summary>No more input comes.</summary>
    public void End() => _chunks.Writer.TryComplete();

    /// <summary>What comes next; empty at the end of input.</summary>
    public async ValueTask<byte[]> ReadAsync(CancellationToken cancellation)
    {
        if (_rest.Length == 0) return await NextAsync(cancellation);
        var rest = _rest;
        _rest = [];
        return rest;
    }

    /// <summary>The next line without its end; null at the end of input.</summary>
    public async ValueTask<string?> ReadLineAsync(CancellationToken cancellation)
    {
        var line = _rest;
        int end;
        while ((end = Array.IndexOf(line, (byte)'\n')) < 0)
        {
            var more = await NextAsync(cancellation);
            if (more.Length == 0)
            {
                _rest = [];
                return line.Length == 0 ? null : Encoding.UTF8.GetString(line);
            }
            line = [.. line, .. more];
        }
        _rest = line[(end + 1)..];
        return Encoding.UTF8.GetString(line, 0, end);
    }

    private async ValueTask<byte[]> NextAsync(CancellationToken cancellation) =>
        await _chunks.Reader.WaitToReadAsync(cancellation) && _chunks.Reader.TryRead(out var chunk) ? chunk : [];
}
