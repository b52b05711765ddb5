using System.CommandLine;
using System.Globalization;
using Amazon.Runtime;
using Workbook.Cli.Top;

namespace Workbook.Cli.Commands;

/// <summary><c>workbook top</c>: what goes on, live. Where nobody watches (a pipe, a file) it is shown once.</summary>
internal static class TopCommand
{
    private const int Failed = 1;
    private const int Interrupted = 130;
    private const int PipeWidth = 100;

    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "Show it once and end, as where the output is no terminal." };
        var interval = new Option<double>("--interval") { Description = "Seconds from one look to the next.", HelpName = "S", DefaultValueFactory = _ => 2 };
        interval.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(double.TryParse(token.Value, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0.2 and <= 3600)) result.AddError("--interval takes a number of seconds from 0.2 to 3600.");
        });
        var endpoint = EndpointOption.Create();
        var command = new Command("top", "Show clusters, services, tasks, alarms and scaling live; q ends it.") { once, interval, endpoint };
        command.SetAction((result, cancellation) => RunAsync(
            result.GetValue(endpoint)!, result.GetValue(once) || Console.IsOutputRedirected || Console.IsInputRedirected, TimeSpan.FromSeconds(result.GetValue(interval)), cancellation));
        return command;
    }

    private static bool HasColours => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "";

    private static async Task<int> RunAsync(Uri endpoint, bool once, TimeSpan interval, CancellationToken cancellation)
    {
        try
        {
            using var aws = await Aws.ConnectAsync(endpoint, null, cancellation);
            var reader = new TopReader(aws);
            if (once)
            {
                foreach (var line in TopPage.Draw(await reader.ReadAsync(cancellation), Console.IsOutputRedirected ? PipeWidth : LiveTerminal.Width, null, HasColours, null)) Console.WriteLine(line);
            }
            else
            {
                using var terminal = new LiveTerminal(cancellation);
                await WatchAsync(reader, interval, terminal.Quit);
            }
            return 0;
        }
        catch (EndpointUnreachableException)
        {
            return await FailAsync(EndpointOption.NobodyAnswers(endpoint));
        }
        catch (Exception error) when (IsOfEndpoint(error))
        {
            return await FailAsync(error.Message);
        }
        catch (OperationCanceledException)
        {
            // Else q was pressed.
            return cancellation.IsCancellationRequested ? Interrupted : 0;
        }
    }

    /// <summary>Until it is cancelled; an endpoint that does not answer for a while is asked again.</summary>
    private static async Task WatchAsync(TopReader reader, TimeSpan interval, CancellationToken cancellation)
    {
        TopView? seen = null;
        while (true)
        {
            var foot = string.Create(CultureInfo.InvariantCulture, $"q quits; every {interval.TotalSeconds:0.##} s");
            try
            {
                seen = await reader.ReadAsync(cancellation);
            }
            catch (Exception error) when (IsOfEndpoint(error))
            {
                foot = $"no answer: {error.Message.ReplaceLineEndings(" ")}";
            }
            if (seen is not null) LiveTerminal.Paint(TopPage.Draw(seen, LiveTerminal.Width, LiveTerminal.Height, HasColours, foot));
            await Task.Delay(interval, TimeProvider.System, cancellation);
        }
    }

    private static bool IsOfEndpoint(Exception error) => error is AmazonServiceException or AmazonClientException or HttpRequestException;

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return Failed;
    }
}
