using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Workbook.Server.Wire;

/// <summary>
/// A growing buffer and the JSON writer on it, both reused: a response is written whole, so that its length is known
/// before the first byte leaves and an error midway leaves nothing behind.
/// </summary>
internal sealed class WireBuffer : IDisposable
{
    // More than this is not kept: one long list must not hold its memory for good.
    private const int MaxKept = 256 * 1024;

    private static readonly ConcurrentBag<WireBuffer> s_free = [];

    // Like AWS, answers carry text as it is; they are never embedded in HTML. Writers are generated, hence not validated.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    private WireBuffer()
    {
        Json = new Utf8JsonWriter(_bytes, s_options);
        Xml = new XmlOutput(_bytes);
        Cbor = new CborOutput(_bytes);
    }

    public Utf8JsonWriter Json { get; }

    public XmlOutput Xml { get; }

    public CborOutput Cbor { get; }

    /// <summary>For what is written as it is.</summary>
    public IBufferWriter<byte> Bytes => _bytes;

    public static WireBuffer Rent() => s_free.TryTake(out var buffer) ? buffer : new WireBuffer();

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written()
    {
        Json.Flush();
        return _bytes.WrittenMemory;
    }

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        Json.Reset();
        _bytes.ResetWrittenCount();
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        if (_bytes.Capacity > MaxKept)
        {
            Json.Dispose();
            return;
        }
        Clear();
        s_free.Add(this);
    }
}
