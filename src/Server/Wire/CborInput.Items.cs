using System.Buffers.Binary;
using Workbook.Shapes;

namespace Workbook.Server.Wire;

/// <summary>The kinds of items, as the first three bits of each say.</summary>
internal enum CborMajor
{
    Unsigned,
    Negative,
    Bytes,
    Text,
    Array,
    Map,
    Tag,

    /// <summary>Booleans, null, floating-point numbers and the break.</summary>
    Other,
}

/// <summary>Single items, as RFC 8949 lays them out in bytes.</summary>
internal ref partial struct CborInput
{
    private const byte FalseByte = 0xF4, TrueByte = 0xF5, NullByte = 0xF6, UndefinedByte = 0xF7, HalfByte = 0xF9, SingleByte = 0xFA, DoubleByte = 0xFB, BreakByte = 0xFF;

    private readonly CborMajor Major => (CborMajor)(Peek() >> 5);

    private readonly byte Peek() => _at < _bytes.Length ? _bytes[_at] : throw Broken();

    /// <summary>The number in an item's head, whatever it means there, and whether the item has no length but an end.</summary>
    private (ulong Value, bool Indefinite) Head()
    {
        var major = Major;
        var info = _bytes[_at++] & 31;
        switch (info)
        {
            case < 24: return ((ulong)info, false);
            case 24: return (Take(1)[0], false);
            case 25: return (BinaryPrimitives.ReadUInt16BigEndian(Take(2)), false);
            case 26: return (BinaryPrimitives.ReadUInt32BigEndian(Take(4)), false);
            case 27: return (BinaryPrimitives.ReadUInt64BigEndian(Take(8)), false);
            case 31 when major is CborMajor.Bytes or CborMajor.Text or CborMajor.Array or CborMajor.Map: return (0, true);
            default: throw Broken();
        }
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(_bytes.Length - _at)) throw Broken();
        var taken = _bytes.Slice(_at, (int)count);
        _at += (int)count;
        return taken;
    }

    private void SkipTags()
    {
        while (Major == CborMajor.Tag) Head();
    }

    private ReadOnlySpan<byte> Text(string expected)
    {
        SkipTags();
        return Major == CborMajor.Text ? Chunks() : throw AwsErrors.Serialization($"The request body has {Token(Major)} instead of {expected}.");
    }

    /// <summary>The bytes of a text or blob; where they come in chunks, these have to be of the same kind and whole.</summary>
    private ReadOnlySpan<byte> Chunks()
    {
        var major = Major;
        var (length, indefinite) = Head();
        if (!indefinite) return Take(length);
        var whole = new List<byte>();
        while (Peek() != BreakByte)
        {
            if (Major != major) throw Broken();
            var chunk = Head();
            if (chunk.Indefinite) throw Broken();
            whole.AddRange(Take(chunk.Value));
        }
        _at++;
        return whole.ToArray();
    }

    private static ApiException Broken() => AwsErrors.Serialization("The request body is not valid CBOR.");

    private static ApiException Mismatch(CborMajor found, string expected) => AwsErrors.Serialization((found, expected) switch
    {
        (CborMajor.Array, _) => "Start of list found where not expected",
        (CborMajor.Map, _) => "Start of structure or map found where not expected.",
        (_, "Structure") => "Expected null",
        (_, "List") => "Expected list or null",
        (_, "Map") => "Expected map or null",
        _ => $"{Token(found)} can not be converted to {(expected == "Integer" ? "an" : "a")} {expected}",
    });

    private static string Token(CborMajor major) => major switch
    {
        CborMajor.Unsigned or CborMajor.Negative => "NUMBER_VALUE",
        CborMajor.Bytes => "BLOB_VALUE",
        CborMajor.Text => "STRING_VALUE",
        CborMajor.Array => "LIST_VALUE",
        CborMajor.Map => "MAP_VALUE",
        CborMajor.Other => "SIMPLE_VALUE",
        _ => throw new System.Diagnostics.UnreachableException($"Tags are skipped before {major} is shown."),
    };
}
