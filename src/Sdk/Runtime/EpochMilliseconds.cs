namespace Workbook.Sdk.Runtime;

/// <summary>Times that the API has as milliseconds since 1970 and the client as DateTime.</summary>
internal static class EpochMilliseconds
{
    public static DateTime? ToTime(long? milliseconds) => milliseconds is { } number ? DateTimeOffset.FromUnixTimeMilliseconds(number).UtcDateTime : null;

    public static long? Of(DateTime? time) => time is { } moment ? new DateTimeOffset(moment.ToUniversalTime()).ToUnixTimeMilliseconds() : null;
}
