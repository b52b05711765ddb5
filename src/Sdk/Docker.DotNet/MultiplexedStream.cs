using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Docker.DotNet.Handler.Abstractions;

namespace Docker.DotNet;

/// <summary>
/// Standard output and standard error over one connection. Without a terminal each chunk has a header of eight bytes: the stream's
/// number, three zeros, and the chunk's length in big endian. With a terminal there is only output, and no headers.
/// </summary>
public sealed class MultiplexedStream(Stream stream, bool multiplexed) : IDisposable
{
    private const int BufferSize = 16384;

    private readonly byte[] header = new byte[8];
    private TargetStream target = TargetStream.StandardOut;
    private uint remaining;

    public enum TargetStream : byte
    {
        StandardIn = 0,
        StandardOut = 1,
        StandardError = 2,
    }

    public readonly struct ReadResult(TargetStream target, int count)
    {
        public TargetStream Target { get; } = target;

        public int Count { get; } = count;

        public bool EOF => Count == 0;
    }

    /// <summary>Tells the process that no more input comes; its output can still be read.</summary>
    public void CloseWrite()
    {
        if (stream is WriteClosableStream closable) closable.CloseWrite();
    }

    public Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        stream.WriteAsync(buffer, offset, count, cancellationToken);

    /// <summary>Reads what has come, at most to the end of a chunk; EOF when the stream has ended.</summary>
    public async Task<ReadResult> ReadOutputAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (!multiplexed) return new ReadResult(TargetStream.StandardOut, await stream.ReadAsync(buffer.AsMemory(offset, count), cancellationToken));
        while (remaining == 0)
        {
            var length = await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken);
            if (length == 0) return default;
            if (length < header.Length) throw new EndOfStreamException();
            target = (TargetStream)header[0];
            if (target > TargetStream.StandardError) throw new IOException($"Unknown stream type: '{header[0]}'.");
            remaining = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
        }
        var read = await stream.ReadAsync(buffer.AsMemory(offset, (int)Math.Min((uint)count, remaining)), cancellationToken);
        if (read == 0) throw new EndOfStreamException();
        remaining -= (uint)read;
        return new ReadResult(target, read);
    }

    public async Task<(string stdout, string stderr)> ReadOutputToEndAsync(CancellationToken cancellationToken)
    {
        using MemoryStream stdout = new(), stderr = new();
        await CopyOutputToAsync(Stream.Null, stdout, stderr, cancellationToken);
        return (Text(stdout), Text(stderr));
    }

    public async Task CopyOutputToAsync(Stream stdin, Stream stdout, Stream stderr, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken) is { EOF: false } result)
            {
                var to = result.Target switch
                {
                    TargetStream.StandardIn => stdin,
                    TargetStream.StandardOut => stdout,
                    _ => stderr,
                };
                await to.WriteAsync(buffer.AsMemory(0, result.Count), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public Task CopyFromAsync(Stream input, CancellationToken cancellationToken) => input.CopyToAsync(stream, BufferSize, cancellationToken);

    public void Dispose() => stream.Dispose();

    private static string Text(MemoryStream bytes) => Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
}
