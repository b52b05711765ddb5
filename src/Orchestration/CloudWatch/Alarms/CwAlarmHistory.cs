using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch.Alarms;

/// <summary>What happened to an alarm; it outlives the alarm.</summary>
/// <param name="AlarmName">Whose.</param>
public sealed record CwAlarmHistory(string AlarmName)
{
    /// <summary>CloudWatch keeps it for as long.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    // An alarm that changes each minute has as much in two hours; who wants more follows the history while it is made.
    private const int Most = 120;

    /// <summary>Newest first.</summary>
    public ValueList<AlarmHistoryItem> Items { get; init; } = [];

    public CwAlarmHistory With(AlarmHistoryItem item, DateTimeOffset now) => this with
    {
        Items = Items.Where(each => each.Timestamp > now - Kept).Take(Most - 1).Prepend(item).ToValueList(),
    };
}
