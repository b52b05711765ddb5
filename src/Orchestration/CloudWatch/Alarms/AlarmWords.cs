using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch.Alarms;

/// <summary>Numbers, times and JSON as CloudWatch writes them into the reasons of alarms.</summary>
internal static class AlarmWords
{
    /// <summary>99.5 and 1.0: there is always a point.</summary>
    public static string Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent < 0) return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
        var mantissa = text[..exponent];
        return $"{(mantissa.Contains('.', StringComparison.Ordinal) ? mantissa : mantissa + ".0")}E{text[(exponent + 1)..].TrimStart('+')}";
    }

    /// <summary>2024-07-16T13:13:00.000+0000.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);

    /// <summary>16/07/24 13:13:00.</summary>
    public static string Short(DateTimeOffset time) => time.UtcDateTime.ToString("dd/MM/yy HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Sunday 30 October, 2022 20:47:35 UTC.</summary>
    public static string Long(DateTimeOffset time) => time.UtcDateTime.ToString("dddd dd MMMM, yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>1 datapoint was, 2 datapoints were.</summary>
    public static string Datapoints(int count, string what = "datapoint") => $"{(count == 0 ? "no" : count.ToString(CultureInfo.InvariantCulture))} {what}{(count == 1 ? " was" : "s were")}";

    /// <summary>greater than or equal to.</summary>
    public static string Comparison(string comparison) => comparison switch
    {
        ComparisonOperator.GreaterThanOrEqualToThreshold => "greater than or equal to",
        ComparisonOperator.GreaterThanThreshold => "greater than",
        ComparisonOperator.LessThanThreshold => "less than",
        ComparisonOperator.LessThanOrEqualToThreshold => "less than or equal to",
        _ => throw new UnreachableException($"Alarms that compare with {comparison} are refused."),
    };

    public static string Json(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    public static void Number(this Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Number(value));
    }
}
