using System.Globalization;
using Workbook.Web.Seats;

namespace Workbook.Web.Workshops;

/// <summary>Why somebody seems to need the instructor.</summary>
/// <param name="Why">A sentence without its subject: <c>asks for help</c>.</param>
/// <param name="Since">Since when.</param>
/// <param name="Place">At what, such as <c>lesson 04, cell 5</c>; null: wherever the person is.</param>
internal sealed record Stuck(string Why, DateTimeOffset Since, string? Place = null)
{
    // Twice is a slip; who fails three times in a row has run out of ideas.
    private const int Often = 3;
    private const int LongestReason = 160;
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    /// <summary>Null: the person gets on.</summary>
    public static Stuck? Of(SeatActivity activity, DateTimeOffset now)
    {
        if (activity.HandUp is { } hand) return new("asks for help", hand);
        if (activity.Troubles.Values.Where(each => each.Times >= Often).MinBy(each => each.Since) is { } trouble)
            return new(string.Create(CultureInfo.InvariantCulture, $"failed {trouble.Times} times in a row: {Short(trouble.What)}"), trouble.Since, trouble.Place);
        return activity is { Pages: > 0, Active: { } active } && now - active >= Long ? new("has done nothing of late", active) : null;
    }

    private static string Short(string reason)
    {
        var line = reason.ReplaceLineEndings("\n").Split('\n')[0];
        return line.Length > LongestReason ? line[..LongestReason] + "…" : line;
    }
}
