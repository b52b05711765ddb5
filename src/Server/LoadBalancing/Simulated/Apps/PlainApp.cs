namespace Workbook.Server.LoadBalancing.Simulated.Apps;

/// <summary>Any other server: a small page that names image, task and address, whatever it is asked.</summary>
internal sealed class PlainApp : SimulatedApp
{
    private int _requests;

    public override Task AnswerAsync(AppRequest request)
    {
        request.Http.Response.Headers.CacheControl = "no-store";
        return request.TextAsync($"""
            Server address: {Whereabouts.AddressOf(request.Container)}:{request.Connection.Port}
            Server name: {request.Container.HostName}
            Image: {request.Container.Container.State.Image}
            Task: {Whereabouts.TaskArnOf(request.Container)}
            Container: {request.Container.Container.State.Name}
            Client: {request.Http.Connection.RemoteIpAddress?.ToString() ?? "-"}
            URI: {request.Http.Request.Path}{request.Http.Request.QueryString}
            Request: {Interlocked.Increment(ref _requests)}

            """);
    }
}
