using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Workbook.Server.LoadBalancing.Live;

namespace Workbook.Server.LoadBalancing.Http;

/// <summary>
/// The requests of one port, straight from Kestrel: without the middleware, logging scopes and activities of a web application, which cost a
/// small request more than everything else here.
/// </summary>
internal sealed partial class AlbApplication(Func<string, LiveListener?> find, AlbPipeline pipeline, ILogger log) : IHttpApplication<AlbRequest>
{
    public AlbRequest CreateContext(IFeatureCollection contextFeatures)
    {
        AlbRequest request;
        if (contextFeatures is IHostContextContainer<AlbRequest> container) request = container.HostContext ??= new();
        else request = new();
        if (request.Http is DefaultHttpContext http) http.Initialize(contextFeatures);
        else http = new(contextFeatures);
        request.Connection ??= contextFeatures.Get<ClientConnection>();
        if (request.Connection is { } connection) connection.IsInRequest = true;
        request.Begin(http);
        return request;
    }

    public async Task ProcessRequestAsync(AlbRequest context)
    {
        // The listener may have been deleted since the connection was opened.
        if (find(context.Host) is not { Snapshot: { } listener } live)
        {
            context.Http.Abort();
            return;
        }
        try
        {
            await pipeline.HandleAsync(context, live, listener);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            if (context.Http.RequestAborted.IsCancellationRequested) return;
            Log.Failed(log, error, context.Target);
            if (context.Http.Response.HasStarted) context.Http.Abort();
            else await ElbAnswer.Of(500).WriteAsync(context.Http);
        }
    }

    public void DisposeContext(AlbRequest context, Exception? exception)
    {
        if (context.Connection is { } connection) connection.IsInRequest = false;
        (context.Http as DefaultHttpContext)?.Uninitialize();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A load balancer could not handle a request for {Target}")]
        public static partial void Failed(ILogger logger, Exception error, string target);
    }
}
