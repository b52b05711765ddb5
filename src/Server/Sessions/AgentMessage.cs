using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Workbook.Server.Sessions;

/// <summary>
/// A message of Session Manager's data channel, as the Session Manager plugin and the SSM agent send it in one binary
/// WebSocket message. All numbers are big-endian:
/// <code>
/// offset   0   4             36       40       48        56     64          80      112     116            120
///          |HL |message type |version |created |sequence |flags |message id |digest |type   |payload length |payload
/// length   4   32            4        8        8         8      16          32      4       4
/// </code>
/// HL, the header's length, is the offset of the payload length, 116. The message type is padded with spaces. The digest is
/// the payload's SHA-256. Of the message id, a UUID, the second half comes first.
/// </summary>
/// <param name="Type">Such as <c>input_stream_data</c>.</param>
/// <param name="Created">Milliseconds since 1970.</param>
/// <param name="Sequence">Counts the stream messages of one direction from 0.</param>
/// <param name="IsFirst">Flag SYN: it is the first of its stream.</param>
/// <param name="IsLast">Flag FIN: it is the last of its stream.</param>
public sealed record AgentMessage(string Type, long Created, long Sequence, bool IsFirst, bool IsLast, Guid Id, PayloadType PayloadType, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Bytes that the client sends: <see cref="Type"/>.</summary>
    public const string InputStream = "input_stream_data";

    /// <summary>Bytes that the container's side sends: <see cref="Type"/>.</summary>
    public const string OutputStream = "output_stream_data";

    /// <summary>A stream message has arrived: <see cref="Type"/>.</summary>
    public const string Acknowledge = "acknowledge";

    /// <summary>The session is over: <see cref="Type"/>.</summary>
    public const string ChannelClosed = "channel_closed";

    private const int TypeOffset = 4, TypeLength = 32;
    private const int VersionOffset = 36, CreatedOffset = 40, SequenceOffset = 48, FlagsOffset = 56, IdOffset = 64, DigestOffset = 80;
    private const int PayloadTypeOffset = 112, PayloadLengthOffset = 116, PayloadOffset = 120;
    private const uint SchemaVersion = 1;
    private const ulong Syn = 1, Fin = 2;

    /// <summary>The bytes that a message without payload has.</summary>
    public const int EmptyLength = PayloadOffset;

    /// <summary>The message as bytes.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[PayloadOffset + Payload.Length];
        var span = bytes.AsSpan();
        BinaryPrimitives.WriteUInt32BigEndian(span, PayloadLengthOffset);
        span.Slice(TypeOffset, TypeLength).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Type, span.Slice(TypeOffset, TypeLength));
        BinaryPrimitives.WriteUInt32BigEndian(span[VersionOffset..], SchemaVersion);
        BinaryPrimitives.WriteInt64BigEndian(span[CreatedOffset..], Created);
        BinaryPrimitives.WriteInt64BigEndian(span[SequenceOffset..], Sequence);
        BinaryPrimitives.WriteUInt64BigEndian(span[FlagsOffset..], (IsFirst ? Syn : 0) | (IsLast ? Fin : 0));
        Span<byte> id = stackalloc byte[16];
        Id.TryWriteBytes(id, bigEndian: true, out _);
        id[8..].CopyTo(span[IdOffset..]);
        id[..8].CopyTo(span[(IdOffset + 8)..]);
        SHA256.HashData(Payload.Span, span.Slice(DigestOffset, SHA256.HashSizeInBytes));
        BinaryPrimitives.WriteUInt32BigEndian(span[PayloadTypeOffset..], (uint)PayloadType);
        BinaryPrimitives.WriteUInt32BigEndian(span[PayloadLengthOffset..], (uint)Payload.Length);
        Payload.Span.CopyTo(span[PayloadOffset..]);
        return bytes;
    }

    /// <summary>Reads a message.</summary>
    /// <exception cref="ChannelProtocolException">The bytes are none.</exception>
    public static AgentMessage Decode(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (span.Length < PayloadOffset) throw new ChannelProtocolException($"A message has at least {PayloadOffset} bytes, not {span.Length}.");
        var header = BinaryPrimitives.ReadUInt32BigEndian(span);
        if (header < PayloadLengthOffset || header > span.Length - 4) throw new ChannelProtocolException($"A header of {header} bytes is not possible in a message of {span.Length}.");
        var payload = bytes[((int)header + 4)..];
        var length = BinaryPrimitives.ReadUInt32BigEndian(span[PayloadLengthOffset..]);
        if (length != payload.Length) throw new ChannelProtocolException($"The payload has {payload.Length} bytes, not {length} as the header says.");
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(payload.Span, digest);
        if (length > 0 && !digest.SequenceEqual(span.Slice(DigestOffset, SHA256.HashSizeInBytes))) throw new ChannelProtocolException("The payload does not have the digest that the header says.");
        Span<byte> id = stackalloc byte[16];
        span.Slice(IdOffset + 8, 8).CopyTo(id);
        span.Slice(IdOffset, 8).CopyTo(id[8..]);
        var flags = BinaryPrimitives.ReadUInt64BigEndian(span[FlagsOffset..]);
        return new(
            Encoding.ASCII.GetString(span.Slice(TypeOffset, TypeLength)).Trim('\0', ' '),
            BinaryPrimitives.ReadInt64BigEndian(span[CreatedOffset..]),
            BinaryPrimitives.ReadInt64BigEndian(span[SequenceOffset..]),
            (flags & Syn) != 0,
            (flags & Fin) != 0,
            new Guid(id, bigEndian: true),
            (PayloadType)BinaryPrimitives.ReadUInt32BigEndian(span[PayloadTypeOffset..]),
            payload);
    }
}
