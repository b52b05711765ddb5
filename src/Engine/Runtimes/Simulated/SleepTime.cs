using System.Globalization;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>The operand of <c>sleep</c>: a number of seconds, or of minutes, hours or days with m, h or d behind it.</summary>
internal static class SleepTime
{
    /// <summary>What sleeps longer than this might as well sleep for ever.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <summary>At most <see cref="Longest"/>, which is also what <c>infinity</c> means; null for what is no time.</summary>
    public static TimeSpan? TryParse(string text)
    {
        if (text == "infinity") return Longest;
        if (text.Length == 0) return null;
        var seconds = text[^1] switch { 'm' => 60.0, 'h' => 3600.0, 'd' => 86400.0, _ => 1.0 };
        var digits = text[^1] is 's' or 'm' or 'h' or 'd' ? text[..^1] : text;
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? TimeSpan.FromSeconds(Math.Min(number * seconds, Longest.TotalSeconds))
            : null;
    }
}
