using System.Buffers.Binary;
using System.Text;

namespace Workbook.Learning.Notebooks.Zmtp;

/// <summary>
/// ZMTP 3.0, the protocol of ZeroMQ on a stream (https://rfc.zeromq.org/spec/23), as far as a kernel needs it: the NULL mechanism, whole
/// messages of several frames.
/// </summary>
internal static class ZmtpFrames
{
    private const byte More = 1;
    private const byte Long = 2;
    private const byte Command = 4;
    private const int GreetingLength = 64;

    // A notebook's cell or answer; a peer that announces more has lost its way.
    private const long LargestMessage = 64 * 1024 * 1024;
    private const int MostFrames = 1000;

    // 0xFF, 8 bytes of padding, 0x7F; version 3.0, so that nobody sends what came later; mechanism NULL; no server; filler.
    public static byte[] Greeting()
    {
        var greeting = new byte[GreetingLength];
        greeting[0] = 0xFF;
        greeting[9] = 0x7F;
        greeting[10] = 3;
        "NULL"u8.CopyTo(greeting.AsSpan(12));
        return greeting;
    }

    /// <summary>Reads the peer's greeting.</summary>
    /// <exception cref="InvalidDataException">It is none of ZMTP 3 with the NULL mechanism.</exception>
    public static async Task ReadGreetingAsync(Stream stream, CancellationToken cancellationToken)
    {
        var greeting = new byte[GreetingLength];
        await stream.ReadExactlyAsync(greeting, cancellationToken);
        if (greeting[0] != 0xFF || (greeting[9] & 1) != 1 || greeting[10] < 3)
            throw new InvalidDataException("The peer does not speak ZMTP 3.");
        if (!greeting.AsSpan(12, 20).TrimEnd((byte)0).SequenceEqual("NULL"u8))
            throw new InvalidDataException("The peer wants a security mechanism other than NULL.");
    }

    public static byte[] Ready(string socketType)
    {
        var body = new MemoryStream();
        body.Write("\u0005READY"u8);
        body.WriteByte((byte)"Socket-Type".Length);
        body.Write("Socket-Type"u8);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, socketType.Length);
        body.Write(length);
        body.Write(Encoding.ASCII.GetBytes(socketType));
        return [Command, (byte)body.Length, .. body.ToArray()];
    }

    /// <summary>Reads the peer's READY and returns its identity, which may be empty.</summary>
    public static async Task<byte[]> ReadReadyAsync(Stream stream, CancellationToken cancellationToken)
    {
        var (flags, body) = await ReadFrameAsync(stream, 64 * 1024, cancellationToken);
        if ((flags & Command) == 0 || !body.AsSpan().StartsWith("\u0005READY"u8))
            throw new InvalidDataException("The peer did not say READY.");
        var rest = body.AsMemory(6);
        while (rest.Length > 0)
        {
            var name = Encoding.ASCII.GetString(Take(ref rest, Take(ref rest, 1)[0]));
            var size = BinaryPrimitives.ReadInt32BigEndian(Take(ref rest, 4));
            var value = Take(ref rest, size);
            if (string.Equals(name, "Identity", StringComparison.OrdinalIgnoreCase))
                return value.ToArray();
        }
        return [];
    }

    /// <summary>Reads a whole message; commands in between are passed over.</summary>
    public static async Task<List<byte[]>> ReadMessageAsync(Stream stream, CancellationToken cancellationToken)
    {
        var frames = new List<byte[]>();
        var size = 0L;
        for (;;)
        {
            var (flags, body) = await ReadFrameAsync(stream, LargestMessage - size, cancellationToken);
            if ((flags & Command) != 0)
                continue;
            frames.Add(body);
            size += body.Length;
            if ((flags & More) == 0)
                return frames;
            if (frames.Count == MostFrames)
                throw new InvalidDataException("A message of too many frames.");
        }
    }

    public static byte[] Write(IReadOnlyList<byte[]> frames)
    {
        var message = new MemoryStream();
        var length = new byte[8];
        for (var i = 0; i < frames.Count; i++)
        {
            var more = i < frames.Count - 1 ? More : (byte)0;
            if (frames[i].Length <= byte.MaxValue)
            {
                message.WriteByte(more);
                message.WriteByte((byte)frames[i].Length);
            }
            else
            {
                message.WriteByte((byte)(more | Long));
                BinaryPrimitives.WriteInt64BigEndian(length, frames[i].Length);
                message.Write(length);
            }
            message.Write(frames[i]);
        }
        return message.ToArray();
    }

    private static async Task<(byte Flags, byte[] Body)> ReadFrameAsync(Stream stream, long limit, CancellationToken cancellationToken)
    {
        var head = new byte[8];
        await stream.ReadExactlyAsync(head.AsMemory(0, 1), cancellationToken);
        var flags = head[0];
        var isLong = (flags & Long) != 0;
        await stream.ReadExactlyAsync(head.AsMemory(0, isLong ? 8 : 1), cancellationToken);
        var size = isLong ? BinaryPrimitives.ReadInt64BigEndian(head) : head[0];
        if (size < 0 || size > limit)
            throw new InvalidDataException($"A frame announces {size} bytes; the connection is out of step.");
        var body = new byte[size];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return (flags, body);
    }

    private static Span<byte> Take(ref Memory<byte> rest, int count)
    {
        if (count < 0 || count > rest.Length)
            throw new InvalidDataException("The peer's READY is cut off.");
        var taken = rest[..count];
        rest = rest[count..];
        return taken.Span;
    }
}
