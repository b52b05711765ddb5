using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Server.Api.CloudWatchLogs;

/// <summary>Metric filters.</summary>
internal sealed partial class CloudWatchLogsApi
{
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
