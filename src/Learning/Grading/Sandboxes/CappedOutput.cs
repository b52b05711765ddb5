using System.Text;
using Docker.DotNet;

namespace Workbook.Learning.Grading;

/// <summary>Keeps the first part of what a process prints and lets the rest go by, so that it never has to wait.</summary>
internal sealed class CappedOutput
{
    private const int MostBytes = 16 * 1024;

    private readonly List<byte> _kept = [];
    private readonly Lock _gate = new();
    private bool _cut;

    public async Task ReadAsync(Stream stream)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await stream.ReadAsync(buffer) is var read and > 0) Keep(buffer.AsSpan(0, read));
        }
        catch (IOException)
        {
            // The other end went away.
        }
    }

    public async Task ReadAsync(MultiplexedStream stream)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await stream.ReadOutputAsync(buffer, 0, buffer.Length, CancellationToken.None) is { EOF: false } read) Keep(buffer.AsSpan(0, read.Count));
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The container is gone.
        }
    }

    public override string ToString()
    {
        lock (_gate) return Encoding.UTF8.GetString([.. _kept]) + (_cut ? "\n… (cut)" : "");
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            var room = MostBytes - _kept.Count;
            _cut |= bytes.Length > room;
            _kept.AddRange(bytes[..Math.Min(bytes.Length, room)]);
        }
    }
}
