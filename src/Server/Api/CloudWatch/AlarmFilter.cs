using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Server.Api.CloudWatch;

/// <summary>Which alarms, and what of their history, a request asks for.</summary>
internal sealed class AlarmFilter
{
    private readonly DescribeAlarmsRequest _request;

    public AlarmFilter(DescribeAlarmsRequest request, World world)
    {
        _request = request;
        if (request is { AlarmNames: not null, AlarmNamePrefix: not null }) throw Error("AlarmNames and AlarmNamePrefix cannot be used together.");
        if (IsBrief && (request.AlarmNames ?? (object?)request.AlarmNamePrefix ?? request.StateValue ?? request.ActionPrefix) is not null)
            throw Error("ChildrenOfAlarmName and ParentsOfAlarmName cannot be used with other filters.");
        if (request is { ChildrenOfAlarmName: not null, ParentsOfAlarmName: not null }) throw Error("ChildrenOfAlarmName and ParentsOfAlarmName cannot be used together.");
        Names = Related(world) ?? world.Alarms.Values.Where(Matches).Select(alarm => alarm.Name);
    }

    /// <summary>Of relatives only names, states and ARNs are told.</summary>
    public bool IsBrief => (_request.ChildrenOfAlarmName ?? _request.ParentsOfAlarmName) is not null;

    /// <summary>In ordinal order.</summary>
    public IEnumerable<string> Names { get; }

    public static bool IsFor(CwAlarm alarm, DescribeAlarmsForMetricRequest request) => alarm.Metric is { } metric
        && AlarmEvaluation.MetricsOf(alarm).Contains(MetricId.Of(request.Namespace, request.MetricName, request.Dimensions))
        && (request.Statistic is null || request.Statistic == metric.Statistic)
        && (request.ExtendedStatistic is null || request.ExtendedStatistic == metric.ExtendedStatistic)
        && (request.Period is null || request.Period == metric.Period)
        && (request.Unit is null || request.Unit == metric.Unit);

    public static bool IsWanted(AlarmHistoryItem item, DescribeAlarmHistoryRequest request, DateTimeOffset now) =>
        item.Timestamp > now - CwAlarmHistory.Kept
        && (request.AlarmTypes is not { } types ? item.AlarmType == AlarmType.MetricAlarm || request.AlarmName is not null : types.Contains(item.AlarmType!))
        && (request.HistoryItemType is not { } type || type == item.HistoryItemType)
        && (request.StartDate is not { } start || item.Timestamp >= start)
        && (request.EndDate is not { } end || item.Timestamp <= end);

    private IEnumerable<string>? Related(World world)
    {
        if (_request.ChildrenOfAlarmName is { } parent)
        {
            return world.Alarms.GetValueOrDefault(parent) is { Composite: { } composite }
                ? AlarmRule.Parse(composite.AlarmRule!).Names.Where(name => world.Alarms.GetValueOrDefault(name) is { IsConfigured: true })
                : throw Error($"{parent} is not a composite alarm.");
        }
        return _request.ParentsOfAlarmName is not { } child ? null
            : world.Alarms.Values.Where(alarm => alarm.Composite is { } composite && AlarmRule.Parse(composite.AlarmRule!).Names.Contains(child)).Select(alarm => alarm.Name);
    }

    // Composite alarms are only given to who asks for them.
    private bool Matches(CwAlarm alarm) => alarm.IsConfigured
        && (_request.AlarmTypes is { Count: > 0 } types ? types.Contains(alarm.Type) : alarm.Metric is not null)
        && (_request.AlarmNames is not { } names || names.Contains(alarm.Name))
        && (_request.AlarmNamePrefix is not { } prefix || alarm.Name.StartsWith(prefix, StringComparison.Ordinal))
        && (_request.StateValue is not { } state || state == alarm.State)
        && (_request.ActionPrefix is not { } action || ActionsOf(alarm).Any(each => each.StartsWith(action, StringComparison.Ordinal)));

    private static IEnumerable<string> ActionsOf(CwAlarm alarm) => alarm.Metric is { } metric
        ? [.. metric.AlarmActions ?? [], .. metric.OKActions ?? [], .. metric.InsufficientDataActions ?? []]
        : [.. alarm.Composite?.AlarmActions ?? [], .. alarm.Composite?.OKActions ?? [], .. alarm.Composite?.InsufficientDataActions ?? []];

    private static ApiException Error(string message) => CloudWatchErrors.Create("ValidationError", message);
}
