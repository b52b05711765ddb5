using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Workbook.Web.Access;
using Workbook.Web.Channels;
using Workbook.Web.Pages;

namespace Workbook.Web.Cluster;

/// <summary>The addresses of the live cluster: its page, the channel that all pages with a map have, and charts of services.</summary>
internal static class ClusterRoutes
{
    public static void Map(IEndpointRouteBuilder site, CancellationToken stopping)
    {
        site.MapGet("/cluster", http => PageFrame.WriteAsync(http, ClusterPage.Page));
        site.MapGet("/cluster/chart", http => http.Seat().Cluster.Charts.WriteAsync(http));
        site.MapGet("/cluster/channel", http => PageSocket.ServeAsync(http, "/cluster", socket => new ClusterChannel(socket, http.Seat().Cluster).ServeAsync(stopping)));
    }
}
