using System.CommandLine;
using Spectre.Console;
using Workbook.Engine;
using Workbook.Server;

namespace Workbook.Cli.Commands;

/// <summary><c>workbook start</c>: serves the endpoint until it is interrupted.</summary>
internal static class StartCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The TCP port on loopback.", DefaultValueFactory = _ => 4566 };
        var data = new Option<DirectoryInfo?>("--data") { Description = "A folder that keeps the state across restarts. Without it, state lives in memory.", HelpName = "DIR" };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65535) result.AddError("--port takes a number from 0 to 65535; 0 chooses a free one.");
        });
        var command = new Command("start", "Serve an AWS endpoint on this machine until Ctrl+C.") { port, Backends.CreateOption(), data };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(port), result.GetValue(data), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int port, DirectoryInfo? data, CancellationToken cancellation)
    {
        try
        {
            await using var aws = await LocalAws.StartAsync(new() { Port = port, Engine = new EngineOptions { DataFolder = data?.FullName } }, cancellation);
            var address = aws.Endpoint.ToString().TrimEnd('/');
            AnsiConsole.MarkupLineInterpolated($"[green]Ready.[/] An AWS endpoint listens on [bold]{address}[/]");
            AnsiConsole.MarkupLineInterpolated($"  aws ecs list-clusters --endpoint-url {address}");
            AnsiConsole.MarkupLine("State is kept " + (data is null ? "in memory" : $"in [bold]{Markup.Escape(data.FullName)}[/]") + ". Ctrl+C ends it.");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            AnsiConsole.MarkupLine("Stopped.");
        }
        catch (IOException error)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{error.Message}[/]");
            return 1;
        }
        return 0;
    }
}
