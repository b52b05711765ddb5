using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Workbook.Learning.Notebooks;

/// <summary>Frames messages on a byte stream: four bytes of length (little-endian), then JSON.</summary>
internal static class MessageChannel
{
    private const int LargestFrame = 128 * 1024 * 1024;

    private static readonly JsonTypeInfo<KernelMessage> Json = (JsonTypeInfo<KernelMessage>)new KernelMessageJson(
        new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).GetTypeInfo(typeof(KernelMessage))!;

    public static byte[] Frame(KernelMessage message)
    {
        using var frame = new MemoryStream();
        frame.Write([0, 0, 0, 0]);
        JsonSerializer.Serialize(frame, message, Json);
        var bytes = frame.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length - 4);
        return bytes;
    }

    /// <summary>Waits for the next message on the calling thread; null at the end of the stream.</summary>
    public static KernelMessage? Read(Stream stream)
    {
        Span<byte> length = stackalloc byte[4];
        if (stream.ReadAtLeast(length, 4, throwOnEndOfStream: false) < 4)
            return null;
        var body = new byte[Checked(length)];
        return stream.ReadAtLeast(body, body.Length, throwOnEndOfStream: false) < body.Length ? null : Parse(body);
    }

    /// <summary>Waits for the next message; null at the end of the stream.</summary>
    public static async Task<KernelMessage?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var length = new byte[4];
        if (await stream.ReadAtLeastAsync(length, 4, throwOnEndOfStream: false, cancellationToken) < 4)
            return null;
        var body = new byte[Checked(length)];
        var read = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        return read < body.Length ? null : Parse(body);
    }

    private static int Checked(ReadOnlySpan<byte> bytes)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return length is > 0 and <= LargestFrame
            ? length
            : throw new InvalidDataException($"A kernel message announces {length} bytes; the channel is out of step.");
    }

    private static KernelMessage Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, Json) ?? throw new InvalidDataException("A kernel message is null.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("A kernel message is not valid JSON.", e);
        }
    }
}
