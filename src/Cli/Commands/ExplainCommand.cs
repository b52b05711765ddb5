using System.CommandLine;
using System.Net;
using System.Text.Json;
using Spectre.Console;

namespace Workbook.Cli.Commands;

/// <summary><c>workbook explain ARN</c>: why something is as it is, from a running endpoint.</summary>
internal static class ExplainCommand
{
    private const string DefaultEndpoint = "http://127.0.0.1:4566";

    public static Command Create()
    {
        var arn = new Argument<string>("arn") { Description = "The ARN of a task, a service, a service deployment or a container instance.", HelpName = "ARN" };
        var endpoint = new Option<Uri>("--endpoint")
        {
            Description = $"Where `workbook start` listens; else AWS_ENDPOINT_URL, else {DefaultEndpoint}.",
            HelpName = "URL",
            CustomParser = given => Address(given.Tokens[0].Value, given.AddError)!,
            DefaultValueFactory = given => Address(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL") is { Length: > 0 } url ? url : DefaultEndpoint, given.AddError)!,
        };
        var asJson = new Option<bool>("--json") { Description = "Print the chain as JSON." };
        var command = new Command("explain", "Show the decisions that made a task or service what it is, with their reasons and times.") { arn, endpoint, asJson };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(arn)!, result.GetValue(endpoint)!, result.GetValue(asJson), cancellation));
        return command;
    }

    private static Uri? Address(string text, Action<string> refuse)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address;
        refuse($"'{text}' is not the address of an endpoint, such as {DefaultEndpoint}.");
        return null;
    }

    private static async Task<int> RunAsync(string arn, Uri endpoint, bool asJson, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        try
        {
            using var response = await http.GetAsync(new Uri(endpoint, $"/_workbook/explain?arn={Uri.EscapeDataString(arn)}"), cancellation);
            var text = await response.Content.ReadAsStringAsync(cancellation);
            using var json = JsonDocument.Parse(text);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                await Console.Error.WriteLineAsync(json.RootElement.GetProperty("error").GetString());
                return 1;
            }
            if (asJson) Console.WriteLine(text);
            else Show(json.RootElement);
            return 0;
        }
        catch (HttpRequestException)
        {
            await Console.Error.WriteLineAsync($"Nothing answers at {endpoint}. Start it with `workbook start`, or say where it is with --endpoint.");
            return 1;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException)
        {
            await Console.Error.WriteLineAsync($"What answers at {endpoint} is no ECS Workbook: only its own endpoint can explain.");
            return 1;
        }
    }

    private static void Show(JsonElement explanation)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]{explanation.GetProperty("arn").GetString()!}[/]");
        AnsiConsole.MarkupLineInterpolated($"{explanation.GetProperty("status").GetString()!}");
        if (explanation.GetProperty("dropped").GetInt32() is > 0 and var dropped) AnsiConsole.MarkupLineInterpolated($"[dim]{dropped} older entries are not kept any more.[/]");
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (var entry in explanation.GetProperty("chain").EnumerateArray())
        {
            var what = Markup.Escape(entry.GetProperty("what").GetString()!);
            var isDecision = entry.TryGetProperty("why", out var why);
            grid.AddRow($"[dim]{entry.GetProperty("at").GetDateTimeOffset():yyyy-MM-dd HH:mm:ss.fff}[/]", isDecision ? $"[bold]{what}[/]" : $"[dim]·[/] {what}");
            if (isDecision) grid.AddRow("", $"[dim]why: {Markup.Escape(why.GetString()!)}[/]");
        }
        AnsiConsole.Write(grid);
    }
}
