using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Workbook.Engine;
using Workbook.Engine.Time;
using Workbook.Server.LoadBalancing;
using Workbook.Server.Wire;

namespace Workbook.Server.Admin;

/// <summary>
/// What is not AWS, under <c>/_workbook/</c>: <c>GET health</c>, <c>GET explain</c>, <c>GET listeners</c>, <c>GET ca.pem</c>, <c>POST reset</c>, <c>POST clock</c>, <c>POST faults</c>,
/// <c>POST load</c>.
/// All but health can be closed with a token, and none answers to a web page of another site.
/// </summary>
internal sealed class AdminSurface(EcsEngine engine, LoadBalancers balancers, string? token)
{
    public const string Root = "/_workbook";
    public const string TokenHeader = "X-Workbook-Token";
    private const int LargestBody = 64 * 1024;
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(1);

    public async Task HandleAsync(HttpContext http, PathString path)
    {
        try
        {
            if (!PageOrigin.IsOfThisMachine(http.Request)) throw new AdminError(403, "The admin surface does not answer to pages of other sites.");
            await RouteAsync(http, path.Value?.Trim('/') ?? "");
        }
        catch (AdminError error)
        {
            await AnswerAsync(http, error.Status, json => json.WriteString("error", error.Message));
        }
        catch (JsonException)
        {
            await AnswerAsync(http, 400, json => json.WriteString("error", "The body is not valid JSON."));
        }
    }

    private async Task RouteAsync(HttpContext http, string name)
    {
        switch (http.Request.Method, name)
        {
            case ("GET", "health"):
                await AnswerAsync(http, 200, Health);
                break;
            case ("POST", "reset"):
                Authorize(http);
                await engine.ResetAsync();
                await AnswerAsync(http, 200, Health);
                break;
            case ("POST", "clock"):
                Authorize(http);
                var by = ClockRequest.Read(await BodyAsync(http)).By;
                // An automatic clock may be on its way. From where it comes to rest the same is seen in every run.
                await RestAsync(http.RequestAborted);
                await engine.Clock.AdvanceAsync(by, http.RequestAborted);
                await AnswerAsync(http, 200, Health);
                break;
            case ("POST", "faults"):
                Authorize(http);
                var fault = Fault.Read(await BodyAsync(http));
                engine.Clock.Stimulate();
                await fault.InjectAsync(engine);
                await RestAsync(http.RequestAborted);
                await AnswerAsync(http, 200, Health);
                break;
            case ("POST", "load"):
                Authorize(http);
                var load = LoadRequest.Read(await BodyAsync(http));
                engine.Clock.Stimulate();
                await load.ApplyAsync(engine);
                await AnswerAsync(http, 200, Health);
                break;
            case ("GET", "explain"):
                Authorize(http);
                var explanation = ExplainRequest.Answer(engine, http.Request.Query["arn"]);
                await AnswerAsync(http, 200, json => ExplainRequest.Write(json, explanation));
                break;
            case ("GET", "listeners"):
                Authorize(http);
                await AnswerAsync(http, 200, json => ListenersAnswer.Write(json, balancers.Listeners));
                break;
            case ("GET", "ca.pem"):
                http.Response.ContentType = "application/x-pem-file";
                await http.Response.WriteAsync(balancers.Applications.AuthorityPem + "\n");
                break;
            case (_, "health" or "reset" or "clock" or "faults" or "load" or "explain" or "listeners" or "ca.pem"):
                throw new AdminError(405, $"{name} does not take {http.Request.Method}.");
            default:
                throw new AdminError(404, $"There is no '{name}' here: GET health, GET explain?arn=ARN, GET listeners, GET ca.pem, POST reset, POST clock, POST faults, POST load.");
        }
    }

    /// <summary>On a real clock something may always be going on, such as health checks that take long.</summary>
    private async Task RestAsync(CancellationToken cancellation)
    {
        var rest = engine.Clock.RestAsync();
        if (engine.Clock.Mode == ClockMode.Real) await rest.WaitAsync(AMoment, TimeProvider.System, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        else await rest.WaitAsync(cancellation);
    }

    private void Health(Utf8JsonWriter json)
    {
        json.WriteString("status", engine.Failure is null ? "running" : "failed");
        if (engine.Failure is { } failure) json.WriteString("failure", failure.Message);
        json.WriteString("backend", engine.Backend);
        json.WriteString("clock", engine.Clock.GetUtcNow());
        json.WriteString("clockMode", engine.Clock.Mode.ToString().ToLowerInvariant());
    }

    private void Authorize(HttpContext http)
    {
        if (token is null) return;
        var given = Encoding.UTF8.GetBytes(http.Request.Headers[TokenHeader].ToString());
        if (!CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(token)))
            throw new AdminError(403, "The admin surface is closed here.");
    }

    private static async Task<JsonElement> BodyAsync(HttpContext http)
    {
        if (http.Request.ContentLength > LargestBody) throw new AdminError(413, $"The body is larger than {LargestBody} bytes.");
        using var buffer = new MemoryStream();
        var chunk = new byte[4096];
        int read;
        while ((read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > LargestBody) throw new AdminError(413, $"The body is larger than {LargestBody} bytes.");
        }
        if (buffer.Length == 0) throw new AdminError(400, "A JSON body is expected.");
        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new AdminError(400, "The body must be a JSON object.");
    }

    private static async Task AnswerAsync(HttpContext http, int status, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = buffer.Length;
        await http.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }
}
