using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Workbook.Server;
using Workbook.Web.Pages;

namespace Workbook.Web.Cluster;

/// <summary>The addresses of the live cluster: its page, the channel that all pages with a map have, and charts of services.</summary>
internal sealed class ClusterRoutes : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly ClusterFeed _feed;
    private readonly ClusterDesk _desk;
    private readonly ServiceCharts _charts;

    public ClusterRoutes(LocalAws aws, TimeProvider time)
    {
        _feed = new(aws, time);
        _desk = new(aws, _feed, _http);
        _charts = new(aws.Endpoint);
    }

    public void Map(IEndpointRouteBuilder site, CancellationToken stopping)
    {
        site.MapGet("/cluster", http => PageFrame.WriteAsync(http, ClusterPage.Html()));
        site.MapGet("/cluster/chart", _charts.WriteAsync);
        site.MapGet("/cluster/channel", async http =>
        {
            if (!http.WebSockets.IsWebSocketRequest)
            {
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                await NoticePage.WriteAsync(http, "This address is for the page's own connection", "Open <a href=\"/cluster\">the live cluster</a>.");
                return;
            }
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await new ClusterChannel(socket, _feed, _desk).ServeAsync(stopping);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _feed.DisposeAsync();
        _charts.Dispose();
        _http.Dispose();
    }
}
