namespace Workbook.Server.LoadBalancing.Simulated.Apps;

/// <summary>The course's <c>node-hello</c>.</summary>
internal sealed class NodeHelloApp : SimulatedApp
{
    public override Task AnswerAsync(AppRequest request)
    {
        var http = request.Http;
        if (http.Request.Path == "/health" && !http.Request.QueryString.HasValue) return request.TextAsync("ok\n");
        if (http.Request.Path == "/burn") return BurnRequest.AnswerAsync(request);
        http.Response.Headers.CacheControl = "no-store";
        return request.TextAsync($"""
            Server address: {Whereabouts.AddressOf(request.Container)}:{request.Connection.Port}
            Server name: {request.Container.HostName}
            Version: {request.Container.Program.Version ?? "1.0.0"}
            URI: {http.Request.Path}{http.Request.QueryString}

            """);
    }
}
