using System.Net.Http.Json;
using System.Text.Json;

namespace Workbook;

/// <summary>
/// What only a workbook has and AWS has not, under <c>/_workbook/</c> of its endpoint. Everything here throws a <see cref="WorkbookException"/>
/// where the endpoint is no workbook, and where this part of it is closed, as it is to submissions that are graded.
/// <code>
/// await aws.Workbook.LoadAsync("web", cpu: 1024);
/// await aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(30));
/// </code>
/// </summary>
public sealed class WorkbookControls
{
    private readonly Uri _endpoint;
    private readonly string _region;
    private readonly HttpClient _http;

    internal WorkbookControls(Uri endpoint, string region, HttpClient http) => (_endpoint, _region, _http) = (endpoint, region, http);

    /// <summary>Opens this surface where a workbook was started with a token, as graders do; null for no token.</summary>
    public string? Token { get; set; }

    /// <summary>What it runs on, and its time.</summary>
    public async Task<WorkbookStatus> StatusAsync(CancellationToken cancellation = default) =>
        StatusOf(await AskAsync(HttpMethod.Get, "health", null, cancellation)) ?? throw NoWorkbook();

    /// <summary>Lets time pass: all that happens in it has happened when this returns.</summary>
    /// <param name="by">Up to a year.</param>
    /// <param name="cancellation">Ends the waiting, not the time.</param>
    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellation = default) =>
        AskAsync(HttpMethod.Post, "clock", new { advanceSeconds = by.TotalSeconds }, cancellation);

    /// <summary>
    /// Gives the simulated tasks of a service something to do from now on, instead of what they had to do before; without any curve, nothing.
    /// </summary>
    /// <param name="service">The service's name.</param>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="cpu">CPU units of all tasks together, 1024 to a vCPU.</param>
    /// <param name="memory">MiB of all tasks together.</param>
    /// <param name="requests">Requests a minute to the service's target groups.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public Task LoadAsync(string service, string cluster = "default", LoadCurve? cpu = null, LoadCurve? memory = null, LoadCurve? requests = null, CancellationToken cancellation = default)
    {
        var body = new Dictionary<string, object> { ["region"] = _region, ["cluster"] = cluster, ["service"] = service };
        if (cpu is not null) body["cpu"] = cpu.ToBody();
        if (memory is not null) body["memory"] = memory.ToBody();
        if (requests is not null) body["requests"] = requests.ToBody();
        return AskAsync(HttpMethod.Post, "load", body, cancellation);
    }

    /// <summary>Has something go wrong.</summary>
    public Task InjectAsync(Fault fault, CancellationToken cancellation = default) => AskAsync(HttpMethod.Post, "faults", fault.Body, cancellation);

    /// <summary>Why something is as it is.</summary>
    /// <param name="arn">The ARN of a task, a service, a service deployment, a container instance, a load balancer and what belongs to it.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public async Task<Explanation> ExplainAsync(string arn, CancellationToken cancellation = default)
    {
        var json = await AskAsync(HttpMethod.Get, $"explain?arn={Uri.EscapeDataString(arn)}", null, cancellation);
        return json.Deserialize<ExplanationAnswer>(JsonSerializerOptions.Web) is { Arn: { } about, Status: { } status, Chain: { } chain } answer
            ? new(about, status, answer.Dropped, chain)
            : throw NoWorkbook();
    }

    /// <summary>As <see cref="StatusAsync"/>; null where the endpoint is no workbook.</summary>
    internal async Task<WorkbookStatus?> TryStatusAsync(CancellationToken cancellation)
    {
        try
        {
            return await StatusAsync(cancellation);
        }
        catch (WorkbookException)
        {
            return null;
        }
    }

    /// <summary>Where a listener's port is open; null while it is not.</summary>
    internal async Task<Uri?> ListenerAddressAsync(string listenerArn, CancellationToken cancellation)
    {
        var json = await AskAsync(HttpMethod.Get, "listeners", null, cancellation);
        var open = json.GetProperty("listeners").EnumerateArray().FirstOrDefault(each => each.GetProperty("listenerArn").GetString() == listenerArn);
        return open.ValueKind == JsonValueKind.Object && open.GetProperty("url").GetString() is { Length: > 0 } url ? new(url) : null;
    }

    private static WorkbookStatus? StatusOf(JsonElement json) =>
        json.TryGetProperty("backend", out var backend) && json.TryGetProperty("clock", out var clock) && json.TryGetProperty("clockMode", out var mode)
            ? new(backend.GetString()!, clock.GetDateTimeOffset(), mode.GetString()!)
            : null;

    private async Task<JsonElement> AskAsync(HttpMethod method, string what, object? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(_endpoint, $"/_workbook/{what}")) { Content = body is null ? null : JsonContent.Create(body) };
        if (Token is not null) request.Headers.Add("X-Workbook-Token", Token);
        try
        {
            using var answer = await _http.SendAsync(request, cancellation);
            var json = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
            if (answer.IsSuccessStatusCode && json.ValueKind == JsonValueKind.Object) return json;
            // AWS's own errors are JSON too, but of another form.
            throw json.ValueKind == JsonValueKind.Object && json.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String
                ? new WorkbookException(error.GetString()!) { IsRefusal = true }
                : NoWorkbook();
        }
        catch (Exception error) when (error is JsonException or HttpRequestException)
        {
            throw NoWorkbook(error);
        }
    }

    private WorkbookException NoWorkbook(Exception? inner = null) =>
        new($"What answers at {_endpoint} is no ECS Workbook: its clock cannot be moved, and it knows no loads, faults and explanations.", inner);

    private sealed record ExplanationAnswer(string? Arn, string? Status, int Dropped, IReadOnlyList<ExplanationStep>? Chain);
}
