using System.Text.Json;
using Workbook.Shapes;

namespace Workbook.Server.Wire;

/// <summary>The simple types, by the names that the models have for them.</summary>
internal ref partial struct JsonInput
{
    // What DateTimeOffset can hold, in seconds: 0001-01-01 up to the end of 9999.
    private const double FirstSecond = -62_135_596_800, LastSecond = 253_402_300_799;

    public static string StringElement(ref JsonInput json) => json.String()!;
    public static int IntegerElement(ref JsonInput json) => json.Integer()!.Value;
    public static long LongElement(ref JsonInput json) => json.Long()!.Value;
    public static float FloatElement(ref JsonInput json) => json.Float()!.Value;
    public static double DoubleElement(ref JsonInput json) => json.Double()!.Value;
    public static bool BooleanElement(ref JsonInput json) => json.Boolean()!.Value;
    public static DateTimeOffset TimestampElement(ref JsonInput json) => json.Timestamp()!.Value;
    public static ReadOnlyMemory<byte> BlobElement(ref JsonInput json) => json.Blob()!.Value;
    public static DocumentValue DocumentElement(ref JsonInput json) => json.Document()!.Value;

    public readonly string? String() => _reader.TokenType switch
    {
        JsonTokenType.String => _reader.GetString(),
        JsonTokenType.Null => null,
        _ => throw Mismatch("String"),
    };

    public readonly bool? Boolean() => _reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        _ => throw Mismatch("Boolean"),
    };

    public readonly int? Integer() => Whole("Integer", int.MinValue, int.MaxValue) is { } number ? (int)number : null;

    public readonly long? Long() => Whole("Long", long.MinValue, long.MaxValue);

    public readonly float? Float() => (float?)Double();

    public readonly double? Double()
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.Number:
                return _reader.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw OutOfRange("Double");
            case JsonTokenType.Null:
                return null;
            // JSON has no words for these; the AWS JSON protocol writes them as strings.
            case JsonTokenType.String when _reader.ValueTextEquals("NaN"u8):
                return double.NaN;
            case JsonTokenType.String when _reader.ValueTextEquals("Infinity"u8):
                return double.PositiveInfinity;
            case JsonTokenType.String when _reader.ValueTextEquals("-Infinity"u8):
                return double.NegativeInfinity;
            default:
                throw Mismatch("Double");
        }
    }

    /// <summary>Seconds since 1970, with a fraction; kept to the millisecond.</summary>
    public readonly DateTimeOffset? Timestamp()
    {
        if (_reader.TokenType == JsonTokenType.Null) return null;
        if (_reader.TokenType != JsonTokenType.Number) throw Mismatch("Timestamp");
        return _reader.TryGetDouble(out var seconds) && seconds is >= FirstSecond and <= LastSecond
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000))
            : throw OutOfRange("Timestamp");
    }

    public readonly ReadOnlyMemory<byte>? Blob()
    {
        if (_reader.TokenType == JsonTokenType.Null) return null;
        if (_reader.TokenType != JsonTokenType.String) throw Mismatch("Blob");
        return _reader.TryGetBytesFromBase64(out var bytes) ? bytes : throw AwsErrors.Serialization("STRING_VALUE can not be converted to a Blob");
    }

    /// <summary>Any JSON, kept as it is.</summary>
    public DocumentValue? Document() => _reader.TokenType == JsonTokenType.Null ? null : new DocumentValue(JsonElement.ParseValue(ref _reader));

    private readonly long? Whole(string type, long least, long greatest)
    {
        if (_reader.TokenType == JsonTokenType.Null) return null;
        if (_reader.TokenType != JsonTokenType.Number) throw Mismatch(type);
        if (_reader.TryGetInt64(out var whole)) return whole >= least && whole <= greatest ? whole : throw OutOfRange(type);

        // 1e3 and 1.0 are whole as well (dynamically typed clients write them so), and AWS cuts the fraction off 1.5.
        return _reader.TryGetDecimal(out var number) && decimal.Truncate(number) is var cut && cut >= least && cut <= greatest
            ? (long)cut
            : throw OutOfRange(type);
    }

    private static Shapes.ApiException OutOfRange(string type) =>
        AwsErrors.Serialization($"NUMBER_VALUE can not be converted to {(type == "Integer" ? "an" : "a")} {type}");
}
