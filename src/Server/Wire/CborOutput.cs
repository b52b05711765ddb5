using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Workbook.Shapes;

namespace Workbook.Server.Wire;

/// <summary>
/// Writes CBOR for the generated writers. Structures have no length but an end, so that absent members, which are not
/// written, need not be counted first. Integers take the least bytes, floating-point numbers always those of their type.
/// </summary>
internal sealed class CborOutput(IBufferWriter<byte> bytes)
{
    public void WriteStartObject() => Byte(0xBF);

    public void WriteEndObject() => Byte(0xFF);

    public void Member(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null) Named(name, value, Element);
    }

    public void Member(ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag) Named(name, flag, Element);
    }

    public void Member(ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number) Named(name, number, Element);
    }

    public void Member(ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number) Named(name, number, Element);
    }

    public void Member(ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number) Named(name, number, Element);
    }

    public void Member(ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number) Named(name, number, Element);
    }

    public void Member(ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } time) Named(name, time, Element);
    }

    public void Member(ReadOnlySpan<byte> name, ReadOnlyMemory<byte>? value)
    {
        if (value is { } blob) Named(name, blob, Element);
    }

    public void Member<T>(ReadOnlySpan<byte> name, T? value, Action<CborOutput, T> write)
        where T : class
    {
        if (value is not null) Named(name, value, write);
    }

    public void Elements<T>(ValueList<T> values, Action<CborOutput, T> write)
    {
        Head(CborMajor.Array, (ulong)values.Count);
        foreach (var value in values) write(this, value);
    }

    public void Entries<T>(ValueMap<T> values, Action<CborOutput, T> write)
    {
        Head(CborMajor.Map, (ulong)values.Count);
        foreach (var (key, value) in values)
        {
            Element(this, key);
            write(this, value);
        }
    }

    public static void Element(CborOutput cbor, string value)
    {
        cbor.Head(CborMajor.Text, (ulong)Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, cbor.Bytes);
    }

    public static void Element(CborOutput cbor, bool value) => cbor.Byte(value ? (byte)0xF5 : (byte)0xF4);

    public static void Element(CborOutput cbor, int value) => Element(cbor, (long)value);

    public static void Element(CborOutput cbor, long value)
    {
        if (value >= 0) cbor.Head(CborMajor.Unsigned, (ulong)value);
        else cbor.Head(CborMajor.Negative, (ulong)~value);
    }

    public static void Element(CborOutput cbor, float value)
    {
        var span = cbor.Bytes.GetSpan(5);
        span[0] = 0xFA;
        BinaryPrimitives.WriteSingleBigEndian(span[1..], value);
        cbor.Bytes.Advance(5);
    }

    public static void Element(CborOutput cbor, double value)
    {
        var span = cbor.Bytes.GetSpan(9);
        span[0] = 0xFB;
        BinaryPrimitives.WriteDoubleBigEndian(span[1..], value);
        cbor.Bytes.Advance(9);
    }

    /// <summary>Seconds since 1970 to the millisecond, under tag 1.</summary>
    public static void Element(CborOutput cbor, DateTimeOffset value)
    {
        cbor.Head(CborMajor.Tag, 1);
        Element(cbor, value.ToUnixTimeMilliseconds() / 1000d);
    }

    public static void Element(CborOutput cbor, ReadOnlyMemory<byte> value)
    {
        cbor.Head(CborMajor.Bytes, (ulong)value.Length);
        cbor.Bytes.Write(value.Span);
    }

    private IBufferWriter<byte> Bytes { get; } = bytes;

    private void Named<T>(ReadOnlySpan<byte> name, T value, Action<CborOutput, T> write)
    {
        Head(CborMajor.Text, (ulong)name.Length);
        Bytes.Write(name);
        write(this, value);
    }

    private void Byte(byte value)
    {
        Bytes.GetSpan(1)[0] = value;
        Bytes.Advance(1);
    }

    private void Head(CborMajor major, ulong value)
    {
        var span = Bytes.GetSpan(9);
        var first = (int)major << 5;
        var length = 1;
        switch (value)
        {
            case < 24:
                span[0] = (byte)(first | (int)value);
                break;
            case <= byte.MaxValue:
                span[0] = (byte)(first | 24);
                span[1] = (byte)value;
                length = 2;
                break;
            case <= ushort.MaxValue:
                span[0] = (byte)(first | 25);
                BinaryPrimitives.WriteUInt16BigEndian(span[1..], (ushort)value);
                length = 3;
                break;
            case <= uint.MaxValue:
                span[0] = (byte)(first | 26);
                BinaryPrimitives.WriteUInt32BigEndian(span[1..], (uint)value);
                length = 5;
                break;
            default:
                span[0] = (byte)(first | 27);
                BinaryPrimitives.WriteUInt64BigEndian(span[1..], value);
                length = 9;
                break;
        }
        Bytes.Advance(length);
    }
}
