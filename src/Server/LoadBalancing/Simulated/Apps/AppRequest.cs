using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Workbook.Engine.Runtimes.Simulated;

namespace Workbook.Server.LoadBalancing.Simulated.Apps;

/// <summary>A request to a simulated server.</summary>
/// <param name="Connection">On which it came.</param>
internal sealed record AppRequest(HttpContext Http, SimulatedConnection Connection)
{
    private static readonly byte[] Garbage = Encoding.ASCII.GetBytes("\u0001\u0002 this is no HTTP \u0003\n");

    public SimulatedContainer Container => Connection.Server.Container;

    /// <summary>The time in the container.</summary>
    public DateTimeOffset Now => Connection.Server.Clock.GetUtcNow();

    /// <summary>Has the server answer, as it was made or as it was told to behave.</summary>
    public static async Task HandleAsync(HttpContext http)
    {
        var request = new AppRequest(http, http.Features.GetRequiredFeature<SimulatedConnection>());
        request.Container.CountRequests(+1);
        try
        {
            await request.AnswerAsync(request.Container.Conduct);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        finally
        {
            request.Container.CountRequests(-1);
        }
    }

    public Task TextAsync(string text, int status = StatusCodes.Status200OK, string type = "text/plain; charset=utf-8")
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Http.Response.StatusCode = status;
        Http.Response.ContentType = type;
        Http.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(Http.Request.Method) ? Task.CompletedTask : Http.Response.Body.WriteAsync(bytes, Http.RequestAborted).AsTask();
    }

    /// <summary>Waits by the engine's clock; who holds it for this answer does not meanwhile.</summary>
    /// <param name="duration">Null: until nobody waits for the answer any more.</param>
    public async Task WaitAsync(TimeSpan? duration)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hasResumed = 0;
        Container.CountWaiting(+1);
        Connection.Client.Hold?.Pause();
        // On the clock's own call: it must not move on before this answer is worked on again.
        using var call = duration is { } wait ? Connection.Server.Clock.Schedule(Now + wait, isUpkeep: false, () => Resume(false)) : null;
        using var abort = Http.RequestAborted.UnsafeRegister(_ => Resume(true), null);
        await done.Task;

        void Resume(bool isAborted)
        {
            if (Interlocked.Exchange(ref hasResumed, 1) != 0) return;
            Connection.Client.Hold?.Resume();
            Container.CountWaiting(-1);
            if (isAborted) done.TrySetCanceled();
            else done.TrySetResult();
        }
    }

    private async Task AnswerAsync(Conduct conduct)
    {
        if (conduct.Hangs) await WaitAsync(null);
        if (conduct.Delay > TimeSpan.Zero) await WaitAsync(conduct.Delay);
        if (conduct.Garbles) await GarbleAsync();
        else if (conduct.Breaks) await BreakAsync();
        else if (conduct.Status is { } status) await TextAsync($"{status}\n", status);
        else if (conduct.IsSick && IsHealthCheck) await TextAsync("unhealthy\n", StatusCodes.Status503ServiceUnavailable);
        else if (Http.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true) await GrpcAnswer.SendAsync(this);
        else if (Http.WebSockets.IsWebSocketRequest) await SocketEcho.RunAsync(this);
        else await Connection.Server.App.AnswerAsync(this);
    }

    /// <summary>Whatever path a target group checks is the health path.</summary>
    private bool IsHealthCheck => Http.Request.Path == "/health" || Http.Request.Headers.UserAgent.ToString().StartsWith("ELB-HealthChecker", StringComparison.Ordinal);

    private async Task GarbleAsync()
    {
        await Http.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output.WriteAsync(Garbage);
        Http.Abort();
    }

    private async Task BreakAsync()
    {
        Http.Response.ContentLength = 1024;
        await Http.Response.Body.WriteAsync("half of an ans"u8.ToArray(), Http.RequestAborted);
        await Http.Response.Body.FlushAsync(Http.RequestAborted);
        Connection.Cut();
    }
}
