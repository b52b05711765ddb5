using Workbook.Server;

namespace Workbook.Web.Cluster;

/// <summary>What the pages of one person see of the person's engine.</summary>
internal sealed class ClusterView : IAsyncDisposable
{
    private readonly HttpClient _http = new();

    public ClusterView(LocalAws aws, TimeProvider time)
    {
        Feed = new(aws, time);
        Desk = new(aws, Feed, _http);
        Charts = new(aws.Endpoint);
    }

    public ClusterFeed Feed { get; }

    public ClusterDesk Desk { get; }

    public ServiceCharts Charts { get; }

    public async ValueTask DisposeAsync()
    {
        await Feed.DisposeAsync();
        Charts.Dispose();
        _http.Dispose();
    }
}
