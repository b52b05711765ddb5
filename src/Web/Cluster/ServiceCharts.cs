using System.Collections.Concurrent;
using Amazon.Runtime;
using Microsoft.AspNetCore.Http;
using Workbook.Orchestration;

namespace Workbook.Web.Cluster;

/// <summary>A service's desired and running tasks and its metric over time, as a lesson draws them.</summary>
internal sealed class ServiceCharts(Uri endpoint) : IDisposable
{
    // A page that is left open for days does not get a chart of all of them.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(3);

    private readonly ConcurrentDictionary<string, Task<Aws>> _regions = new(StringComparer.Ordinal);

    /// <summary>Answers with the chart of the service whose ARN is in <c>arn</c>, as SVG; what there is no chart of gets a sentence.</summary>
    public async Task WriteAsync(HttpContext http)
    {
        if (!Arn.TryParse(http.Request.Query["arn"], out var arn) || arn is not { Type: "service", ClusterName: { } cluster })
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "There are charts of services only. Give the ARN of one.");
            return;
        }
        try
        {
            var aws = await _regions.GetOrAdd(arn.Scope.Region, region => Aws.ConnectAsync(endpoint, region));
            var chart = await ServiceChart.OfAsync(aws, cluster, arn.Id, Longest, cancellation: http.RequestAborted);
            http.Response.ContentType = "image/svg+xml; charset=utf-8";
            await http.Response.WriteAsync(chart.ToSvg(), http.RequestAborted);
        }
        catch (AmazonServiceException error)
        {
            await RefuseAsync(http, StatusCodes.Status404NotFound, $"There is no chart of this service: {error.Message}");
        }
    }

    public void Dispose()
    {
        foreach (var region in _regions.Values.Where(each => each.IsCompletedSuccessfully)) region.Result.Dispose();
    }

    private static Task RefuseAsync(HttpContext http, int status, string why)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(why, http.RequestAborted);
    }
}
