using System.Buffers.Binary;

namespace Workbook.Server.Wire;

/// <summary>The simple types, by the names that the models have for them.</summary>
internal ref partial struct CborInput
{
    // What DateTimeOffset can hold, in seconds: 0001-01-01 up to the end of 9999.
    private const double FirstSecond = -62_135_596_800, LastSecond = 253_402_300_799;

    public static string StringElement(ref CborInput cbor) => cbor.String()!;
    public static int IntegerElement(ref CborInput cbor) => cbor.Integer()!.Value;
    public static long LongElement(ref CborInput cbor) => cbor.Long()!.Value;
    public static float FloatElement(ref CborInput cbor) => cbor.Float()!.Value;
    public static double DoubleElement(ref CborInput cbor) => cbor.Double()!.Value;
    public static bool BooleanElement(ref CborInput cbor) => cbor.Boolean()!.Value;
    public static DateTimeOffset TimestampElement(ref CborInput cbor) => cbor.Timestamp()!.Value;
    public static ReadOnlyMemory<byte> BlobElement(ref CborInput cbor) => cbor.Blob()!.Value;

    public string? String()
    {
        if (IsNull()) return null;
        return Major == CborMajor.Text ? s_utf8.GetString(Chunks()) : throw Mismatch(Major, "String");
    }

    public bool? Boolean()
    {
        if (IsNull()) return null;
        if (Peek() is not (TrueByte or FalseByte)) throw Mismatch(Major, "Boolean");
        return _bytes[_at++] == TrueByte;
    }

    public int? Integer() => Whole("Integer", int.MinValue, int.MaxValue) is { } number ? (int)number : null;

    public long? Long() => Whole("Long", long.MinValue, long.MaxValue);

    public float? Float() => (float?)Double();

    public double? Double() => IsNull() ? null : Number("Double");

    /// <summary>Seconds since 1970 under tag 1, with a fraction or without; kept to the millisecond.</summary>
    public DateTimeOffset? Timestamp()
    {
        if (IsNull()) return null;
        return Number("Timestamp") is >= FirstSecond and <= LastSecond and var seconds
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000))
            : throw OutOfRange("Timestamp");
    }

    public ReadOnlyMemory<byte>? Blob()
    {
        if (IsNull()) return null;
        return Major == CborMajor.Bytes ? Chunks().ToArray() : throw Mismatch(Major, "Blob");
    }

    private double Number(string type)
    {
        switch (Major)
        {
            case CborMajor.Unsigned:
                return Head().Value;
            case CborMajor.Negative:
                return -1 - (double)Head().Value;
            default:
                switch (Peek())
                {
                    case HalfByte:
                        _at++;
                        return (double)BinaryPrimitives.ReadHalfBigEndian(Take(2));
                    case SingleByte:
                        _at++;
                        return BinaryPrimitives.ReadSingleBigEndian(Take(4));
                    case DoubleByte:
                        _at++;
                        return BinaryPrimitives.ReadDoubleBigEndian(Take(8));
                    default:
                        throw Mismatch(Major, type);
                }
        }
    }

    private long? Whole(string type, long least, long greatest)
    {
        if (IsNull()) return null;
        var major = Major;
        if (major is CborMajor.Unsigned or CborMajor.Negative)
        {
            var (value, _) = Head();
            if (value > long.MaxValue) throw OutOfRange(type);
            // A negative number n is written as -1 - n, so that the least long fits as well.
            var whole = major == CborMajor.Unsigned ? (long)value : -1 - (long)value;
            return whole >= least && whole <= greatest ? whole : throw OutOfRange(type);
        }

        // Dynamically typed clients may write 1.0; a fraction is cut off, as in JSON. Beyond 2^63 a cast would not be exact.
        var cut = Math.Truncate(Number(type));
        return cut >= Math.Max(least, -9.2e18) && cut <= Math.Min(greatest, 9.2e18) ? (long)cut : throw OutOfRange(type);
    }

    private static Shapes.ApiException OutOfRange(string type) =>
        AwsErrors.Serialization($"NUMBER_VALUE can not be converted to {(type == "Integer" ? "an" : "a")} {type}");
}
