using System.Net.WebSockets;
using System.Text.Json;
using Workbook.Web.Channels;

namespace Workbook.Web.Cluster;

/// <summary>Between one page that shows the cluster and the feed: <see cref="ClusterRequest"/> in, <see cref="ClusterUpdate"/> and answers out.</summary>
internal sealed class ClusterChannel(WebSocket socket, ClusterView cluster) : PageChannel<ClusterRequest>(socket, LargestRequest)
{
    private const int LargestRequest = 64 * 1024;

    private readonly ClusterWatch _watch = new();

    protected override void Enter() => cluster.Feed.Enter(_watch);

    protected override void Leave() => cluster.Feed.Leave(_watch);

    protected override async Task TakeAsync(ClusterRequest request, CancellationToken cancellation)
    {
        var answer = await cluster.Desk.AnswerAsync(request, cancellation);
        await _watch.AnswerAsync(JsonSerializer.SerializeToUtf8Bytes(new { request.Ask, Result = answer }, Json), cancellation);
    }

    protected override async Task TellAsync(CancellationToken cancellation)
    {
        await foreach (var message in _watch.Waiting.ReadAllAsync(cancellation)) await SendAsync(message, cancellation);
    }
}
