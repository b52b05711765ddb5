using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Server.Api.CloudWatch;

/// <summary>Alarms: made, changed, deleted, told their state.</summary>
internal sealed partial class CloudWatchApi
{
    public ValueTask<PutMetricAlarmResponse> PutMetricAlarmAsync(PutMetricAlarmRequest request, RequestContext context) =>
        Write<PutMetricAlarmResponse>(context, (world, now) => AlarmSetting.Put(world, request, now));

    public ValueTask<PutCompositeAlarmResponse> PutCompositeAlarmAsync(PutCompositeAlarmRequest request, RequestContext context) =>
        Write<PutCompositeAlarmResponse>(context, (world, now) => AlarmSetting.Put(world, request, now));

    public ValueTask<DeleteAlarmsResponse> DeleteAlarmsAsync(DeleteAlarmsRequest request, RequestContext context) =>
        Write<DeleteAlarmsResponse>(context, (world, now) => AlarmSetting.Delete(world, request.AlarmNames!, now));

    public ValueTask<SetAlarmStateResponse> SetAlarmStateAsync(SetAlarmStateRequest request, RequestContext context) =>
        Write<SetAlarmStateResponse>(context, (world, now) => AlarmSetting.SetState(world, request, now));

    public ValueTask<EnableAlarmActionsResponse> EnableAlarmActionsAsync(EnableAlarmActionsRequest request, RequestContext context) =>
        Write<EnableAlarmActionsResponse>(context, (world, _) => AlarmSetting.Enable(world, request.AlarmNames!, enabled: true));

    public ValueTask<DisableAlarmActionsResponse> DisableAlarmActionsAsync(DisableAlarmActionsRequest request, RequestContext context) =>
        Write<DisableAlarmActionsResponse>(context, (world, _) => AlarmSetting.Enable(world, request.AlarmNames!, enabled: false));

    public ValueTask<DescribeAlarmsForMetricResponse> DescribeAlarmsForMetricAsync(DescribeAlarmsForMetricRequest request, RequestContext context) =>
        new(new DescribeAlarmsForMetricResponse
        {
            MetricAlarms = Read(context).Alarms.Values.Where(alarm => AlarmFilter.IsFor(alarm, request)).Select(alarm => AlarmView.Metric(alarm, context.Scope)).ToValueList(),
        });

    public ValueTask<DescribeAlarmsResponse> DescribeAlarmsAsync(DescribeAlarmsRequest request, RequestContext context)
    {
        var world = Read(context);
        var found = new AlarmFilter(request, world);
        var page = Paging.Of(found.Names, request.NextToken, request.MaxRecords ?? 50, name => world.Alarms[name], CloudWatchErrors.InvalidNextToken);
        return new(new DescribeAlarmsResponse
        {
            MetricAlarms = page.Items.Where(alarm => alarm.Metric is not null).Select(alarm => found.IsBrief ? AlarmView.Brief(alarm, context.Scope) : AlarmView.Metric(alarm, context.Scope)).ToValueList(),
            CompositeAlarms = page.Items.Where(alarm => alarm.Composite is not null).Select(alarm => AlarmView.Composite(alarm, context.Scope, found.IsBrief)).ToValueList(),
            LogAlarms = [],
            NextToken = page.NextToken,
        });
    }

    public ValueTask<DescribeAlarmHistoryResponse> DescribeAlarmHistoryAsync(DescribeAlarmHistoryRequest request, RequestContext context)
    {
        var world = Read(context);
        var items = (request.AlarmName is { } name ? world.AlarmHistories.GetValueOrDefault(name) is { } one ? [one] : [] : world.AlarmHistories.Values)
            .SelectMany(history => history.Items.Select((item, number) => (Item: item, Order: $"{item.Timestamp!.Value.UtcTicks:d20}{history.Items.Count - number:d6}{history.AlarmName}")))
            .Where(each => AlarmFilter.IsWanted(each.Item, request, Now))
            .ToDictionary(each => each.Order, each => each.Item, StringComparer.Ordinal);
        var descending = request.ScanBy != ScanBy.TimestampAscending;
        var page = Paging.Of(
            descending ? items.Keys.OrderDescending(StringComparer.Ordinal) : items.Keys.Order(StringComparer.Ordinal),
            request.NextToken, request.MaxRecords ?? 100, order => items[order], CloudWatchErrors.InvalidNextToken, descending);
        return new(new DescribeAlarmHistoryResponse { AlarmHistoryItems = page.Items, NextToken = page.NextToken });
    }
}
