using Workbook.Orchestration.CloudWatch;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Server.Api.CloudWatch;

/// <summary>Metrics: written, listed, and read in either way.</summary>
internal sealed partial class CloudWatchApi
{
    private const int MostListed = 500;

    public async ValueTask<PutMetricDataResponse> PutMetricDataAsync(PutMetricDataRequest request, RequestContext context)
    {
        // What is stamped with this minute is there before an automatic clock goes on to the next, when alarms look at it.
        clock.Hold();
        try
        {
            await metrics.WriteAsync(context.Scope, MetricDataRules.Check(request, Now));
        }
        finally
        {
            clock.Release();
        }
        clock.Stimulate();
        return new PutMetricDataResponse();
    }

    public ValueTask<ListMetricsResponse> ListMetricsAsync(ListMetricsRequest request, RequestContext context)
    {
        var since = Now - (request.RecentlyActive is null ? Retention.Listed : Retention.RecentlyActive);
        var listed = metrics.List(context.Scope, since).Where(pair => Matches(pair.Metric, request));
        var page = MetricPages.Of(listed, request.NextToken, MostListed);
        return new(new ListMetricsResponse
        {
            Metrics = page.Items.Select(metric => metric.ToShape()).ToValueList(),
            OwningAccounts = request.IncludeLinkedAccounts == true ? page.Items.Select(_ => context.Scope.Account).ToValueList() : null,
            NextToken = page.NextToken,
        });
    }

    public ValueTask<GetMetricStatisticsResponse> GetMetricStatisticsAsync(GetMetricStatisticsRequest request, RequestContext context)
    {
        var query = StatisticsQuery.Of(request, Now);
        var points = new List<Datapoint>();
        var metric = MetricId.Of(request.Namespace, request.MetricName, request.Dimensions);
        // Samples in different units are never added up here.
        foreach (var unit in request.Unit is { } asked ? [asked] : metrics.UnitsOf(context.Scope, metric))
        {
            foreach (var point in metrics.Of(context.Scope).Read(metric, unit, query.From, query.To, query.Period))
            {
                if (query.Datapoint(point, unit) is { } datapoint) points.Add(datapoint);
            }
        }
        return new(new GetMetricStatisticsResponse { Label = request.MetricName, Datapoints = points.ToValueList() });
    }

    public ValueTask<GetMetricDataResponse> GetMetricDataAsync(GetMetricDataRequest request, RequestContext context)
    {
        var page = MetricDataPage.Of(request);
        var found = MetricQueries.Evaluate(request.MetricDataQueries!, metrics.Of(context.Scope), request.StartTime!.Value, request.EndTime!.Value, Now);
        return new(page.Answer(found));
    }

    private static bool Matches(MetricId metric, ListMetricsRequest request) =>
        (request.Namespace is null || request.Namespace == metric.Namespace)
        && (request.MetricName is null || request.MetricName == metric.Name)
        && (request.Dimensions ?? []).All(filter => metric.Dimensions.Any(each => each.Name == filter.Name && (filter.Value is null || filter.Value == each.Value)));
}
