using System.CommandLine;
using System.Net;
using System.Text.Json;
using Spectre.Console;

namespace Workbook.Cli.Commands;

/// <summary><c>workbook explain ARN</c>: why something is as it is, from a running endpoint.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var arn = new Argument<string>("arn") { Description = "The ARN of a task, a service, a service deployment or a container instance.", HelpName = "ARN" };
        var endpoint = EndpointOption.Create();
        var asJson = new Option<bool>("--json") { Description = "Print the chain as JSON." };
        var command = new Command("explain", "Show the decisions that made a task or service what it is, with their reasons and times.") { arn, endpoint, asJson };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(arn)!, result.GetValue(endpoint)!, result.GetValue(asJson), cancellation));
        return command;
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
            await Console.Error.WriteLineAsync(EndpointOption.NobodyAnswers(endpoint));
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
