using Workbook.Orchestration.Worlds;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch.Alarms;

/// <summary>Keeps what happens to alarms.</summary>
internal static class AlarmHistories
{
    public static World Add(World world, CwAlarm alarm, string type, string summary, string data, DateTimeOffset now) =>
        world.Put((world.AlarmHistories.GetValueOrDefault(alarm.Name) ?? new(alarm.Name)).With(new()
        {
            AlarmName = alarm.Name,
            AlarmType = alarm.Type,
            HistoryItemType = type,
            HistorySummary = summary,
            HistoryData = data,
            Timestamp = now,
        }, now));

    /// <param name="what"><c>Create</c>, <c>Update</c> or <c>Delete</c>.</param>
    public static World Configured(World world, CwAlarm alarm, string what, DateTimeOffset now) =>
        Add(world, alarm, HistoryItemType.ConfigurationUpdate, $"Alarm \"{alarm.Name}\" {(what == "Create" ? "created" : what == "Update" ? "updated" : "deleted")}", AlarmWords.Json(json =>
        {
            json.WriteString("version", "1.0");
            json.WriteString("type", what);
        }), now);
}
