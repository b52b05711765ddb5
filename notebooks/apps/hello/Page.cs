using System.Net;
using System.Text;
using System.Text.Json;

namespace Hello;

/// <summary>What a visitor is shown: a page to a browser, JSON to who asks for it, else plain lines.</summary>
internal static class Page
{
    public static async Task WriteAsync(HttpContext http, Self self, string version)
    {
        var facts = FactsOf(http, self, version);
        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString());
        var accept = http.Request.Headers.Accept.ToString();
        // So that a load balancer's choice can be seen: nothing on the way may keep the answer.
        http.Response.Headers.CacheControl = "no-store";
        if (accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)) await SendAsync(http, "text/html", Html(facts, headers));
        else if (accept.Contains("application/json", StringComparison.OrdinalIgnoreCase)) await SendAsync(http, "application/json", Json(facts, headers));
        else await SendAsync(http, "text/plain", Lines(facts, headers));
    }

    private static List<(string Name, string Value)> FactsOf(HttpContext http, Self self, string version)
    {
        List<(string, string)> facts =
        [
            ("Server address", $"{self.Address}:{http.Connection.LocalPort}"),
            ("Server name", self.HostName),
            ("Version", version),
            ("Date", TimeProvider.System.GetUtcNow().ToString("dd/MMM/yyyy:HH:mm:ss +0000", null)),
            ("URI", $"{http.Request.Path}{http.Request.QueryString}"),
        ];
        if (self.TaskArn is { } task) facts.Add(("Task", task));
        if (self.Zone is { } zone) facts.Add(("Availability Zone", zone));
        return facts;
    }

    private static Task SendAsync(HttpContext http, string type, string text)
    {
        http.Response.ContentType = $"{type}; charset=utf-8";
        return http.Response.WriteAsync(text);
    }

    private static string Lines(List<(string Name, string Value)> facts, Dictionary<string, string> headers)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in facts) text.Append(name).Append(": ").Append(value).Append('\n');
        foreach (var (name, value) in headers) text.Append("Header ").Append(name).Append(": ").Append(value).Append('\n');
        return text.ToString();
    }

    private static string Json(List<(string Name, string Value)> facts, Dictionary<string, string> headers)
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

    private static string Html(List<(string Name, string Value)> facts, Dictionary<string, string> headers)
    {
        var rows = new StringBuilder();
        foreach (var (name, value) in facts) rows.Append($"<tr><th>{name}</th><td>{WebUtility.HtmlEncode(value)}</td></tr>");
        foreach (var (name, value) in headers) rows.Append($"<tr class=header><th>{WebUtility.HtmlEncode(name)}</th><td>{WebUtility.HtmlEncode(value)}</td></tr>");
        return $$"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Hello</title><style>
            body{font:16px system-ui,sans-serif;margin:3rem auto;max-width:44rem;padding:0 1rem}
            table{border-collapse:collapse;width:100%}th{text-align:left;padding:.4rem 1rem .4rem 0;white-space:nowrap;vertical-align:top}
            td{padding:.4rem 0;overflow-wrap:anywhere}tr{border-bottom:1px solid #ddd}.header{color:#666;font-size:.85rem}
            </style></head><body><h1>Hello</h1><table>{{rows}}</table></body></html>
            """;
    }
}
