using System.Net.WebSockets;

namespace Workbook.Web.Channels;

/// <summary>What a page asks for that only looks: nothing.</summary>
internal sealed record NoRequest;

/// <summary>The connection of a page that is told what changes, and asks for nothing.</summary>
internal abstract class TellingChannel(WebSocket socket) : PageChannel<NoRequest>(socket, LargestRequest)
{
    private const int LargestRequest = 1024;

    protected sealed override Task TakeAsync(NoRequest request, CancellationToken cancellation) => Task.CompletedTask;
}
