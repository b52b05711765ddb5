using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Server.Api.CloudWatchLogs;

/// <summary>Metric filters.</summary>
internal sealed partial class CloudWatchLogsApi
{
    public ValueTask<PutMetricFilterResponse> PutMetricFilterAsync(PutMetricFilterRequest request, RequestContext context) =>
        Change<PutMetricFilterResponse>(context, request.LogGroupName!, group => LogFilters.Put(group, request, Now));

    public ValueTask<DeleteMetricFilterResponse> DeleteMetricFilterAsync(DeleteMetricFilterRequest request, RequestContext context) =>
        Change<DeleteMetricFilterResponse>(context, request.LogGroupName!, group => LogFilters.DeleteMetricFilter(group, request.FilterName!));

    public ValueTask<DescribeMetricFiltersResponse> DescribeMetricFiltersAsync(DescribeMetricFiltersRequest request, RequestContext context)
    {
        if (request.MetricName is null != request.MetricNamespace is null)
            throw CloudWatchLogsErrors.InvalidParameter("If you include the metricName parameter in your request, you must also include the metricNamespace parameter.");
        var groups = request.LogGroupName is { } name
            ? [logs.FindGroup(context.Scope, LogNames.CheckGroup(name)) ?? throw LogNames.NoGroup()]
            : logs.Groups(context.Scope).Select(each => each.Group);
        var found = groups.SelectMany(group => group.MetricFilters)
            .Where(filter => request.FilterNamePrefix is not { } prefix || filter.FilterName!.StartsWith(prefix, StringComparison.Ordinal))
            .Where(filter => request.MetricName is not { } metric || filter.MetricTransformations!.Any(each => each.MetricName == metric && each.MetricNamespace == request.MetricNamespace))
            .Select(filter => (Key: $"{filter.LogGroupName}:{filter.FilterName}", filter))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal);
        var page = PageOf(found, request.NextToken, request.Limit);
        return new(new DescribeMetricFiltersResponse { MetricFilters = page.Items, NextToken = page.NextToken });
    }

    public ValueTask<TestMetricFilterResponse> TestMetricFilterAsync(TestMetricFilterRequest request, RequestContext context)
    {
        var pattern = LogFilters.Parse(request.FilterPattern);
        var matches = request.LogEventMessages!
            .Select((message, number) => (Message: message, Number: number + 1L, Match: pattern.Match(message)))
            .Where(each => each.Match is not null)
            .Select(each => new MetricFilterMatchRecord { EventNumber = each.Number, EventMessage = each.Message, ExtractedValues = each.Match!.Values });
        return new(new TestMetricFilterResponse { Matches = matches.ToValueList() });
    }
}
