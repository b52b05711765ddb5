using System.Globalization;

namespace Workbook.Server.Wire;

/// <summary>The simple types, by the names that the models have for them.</summary>
internal readonly partial struct QueryInput
{
    // ISO 8601 as clients write it; K takes Z, an offset, or nothing, which means UTC.
    private static readonly string[] s_times = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyyMMdd'T'HHmmssK", "yyyy-MM-dd"];

    public static string StringElement(QueryInput form) => form.String()!;
    public static int IntegerElement(QueryInput form) => form.Integer()!.Value;
    public static long LongElement(QueryInput form) => form.Long()!.Value;
    public static float FloatElement(QueryInput form) => form.Float()!.Value;
    public static double DoubleElement(QueryInput form) => form.Double()!.Value;
    public static bool BooleanElement(QueryInput form) => form.Boolean()!.Value;
    public static DateTimeOffset TimestampElement(QueryInput form) => form.Timestamp()!.Value;
    public static ReadOnlyMemory<byte> BlobElement(QueryInput form) => form.Blob()!.Value;

    public string? String() => Scalar("String");

    public bool? Boolean() => Scalar("Boolean") switch
    {
        null => null,
        var text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        var text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        _ => throw Mismatch("Boolean"),
    };

    public int? Integer() => Scalar("Integer") is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Mismatch("Integer");

    public long? Long() => Scalar("Long") is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Mismatch("Long");

    public float? Float() => (float?)Double();

    public double? Double() => Scalar("Double") switch
    {
        null => null,
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        var text when double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) => number,
        _ => throw Mismatch("Double"),
    };

    public DateTimeOffset? Timestamp() => Scalar("Timestamp") is not { } text ? null
        : DateTimeOffset.TryParseExact(text, s_times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
        : throw Mismatch("Timestamp");

    public ReadOnlyMemory<byte>? Blob()
    {
        if (Scalar("Blob") is not { } text) return null;
        var bytes = new byte[text.Length / 4 * 3 + 3];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes.AsMemory(0, length) : throw Mismatch("Blob");
    }

    private string? Scalar(string expected) => _at >= 0 ? Text : IsAbsent ? null : throw Mismatch(expected);
}
