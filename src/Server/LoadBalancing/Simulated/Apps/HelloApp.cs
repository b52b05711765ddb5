using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Workbook.Server.LoadBalancing.Simulated.Apps;

/// <summary>The course's <c>hello</c>: who answers, and what it was asked; a page to a browser, JSON to who asks for it, else plain lines.</summary>
internal sealed class HelloApp : SimulatedApp
{
    public override Task AnswerAsync(AppRequest request)
    {
        if (request.Http.Request.Path == "/health") return request.TextAsync("ok");
        if (request.Http.Request.Path == "/burn") return BurnRequest.AnswerAsync(request);
        var facts = FactsOf(request);
        var headers = request.Http.Request.Headers.Select(header => (Name: header.Key, Value: header.Value.ToString())).ToList();
        var accept = request.Http.Request.Headers.Accept.ToString();
        request.Http.Response.Headers.CacheControl = "no-store";
        if (accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)) return request.TextAsync(Html(facts, headers), type: "text/html; charset=utf-8");
        return accept.Contains("application/json", StringComparison.OrdinalIgnoreCase)
            ? request.TextAsync(Json(facts, headers), type: "application/json; charset=utf-8")
            : request.TextAsync(Lines(facts, headers));
    }

    private static List<(string Name, string Value)> FactsOf(AppRequest request) =>
    [
        ("Server address", $"{Whereabouts.AddressOf(request.Container)}:{request.Connection.Port}"),
        ("Server name", request.Container.HostName),
        ("Version", request.Container.Program.Version ?? "1"),
        ("Date", request.Now.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture)),
        ("URI", $"{request.Http.Request.Path}{request.Http.Request.QueryString}"),
        ("Task", Whereabouts.TaskArnOf(request.Container)),
        ("Availability Zone", request.Container.Container.Task.Task.AvailabilityZone),
    ];

    private static string Lines(List<(string Name, string Value)> facts, List<(string Name, string Value)> headers) =>
        string.Concat(facts.Select(fact => $"{fact.Name}: {fact.Value}\n").Concat(headers.Select(header => $"Header {header.Name}: {header.Value}\n")));

    private static string Json(List<(string Name, string Value)> facts, List<(string Name, string Value)> headers)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var (name, value) in facts) json.WriteString(name, value);
            json.WriteStartObject("Headers");
            foreach (var (name, value) in headers) json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static string Html(List<(string Name, string Value)> facts, List<(string Name, string Value)> headers)
    {
        var rows = string.Concat(facts.Select(fact => Row("", fact)).Concat(headers.Select(header => Row(" class=header", header))));
        return $$"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Hello</title><style>
            body{font:16px system-ui,sans-serif;margin:3rem auto;max-width:44rem;padding:0 1rem}
            table{border-collapse:collapse;width:100%}th{text-align:left;padding:.4rem 1rem .4rem 0;white-space:nowrap;vertical-align:top}
            td{padding:.4rem 0;overflow-wrap:anywhere}tr{border-bottom:1px solid #ddd}.header{color:#666;font-size:.85rem}
            </style></head><body><h1>Hello</h1><table>{{rows}}</table></body></html>
            """;
    }

    private static string Row(string kind, (string Name, string Value) cell) => $"<tr{kind}><th>{WebUtility.HtmlEncode(cell.Name)}</th><td>{WebUtility.HtmlEncode(cell.Value)}</td></tr>";
}
