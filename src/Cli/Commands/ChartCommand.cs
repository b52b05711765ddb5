using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Amazon.ECS;
using Amazon.Runtime;

namespace Workbook.Cli.Commands;

/// <summary><c>workbook chart SERVICE</c>: what became of a service, in words, or with <c>--out</c> as a picture.</summary>
internal static class ChartCommand
{
    private const int Failed = 1;

    // CloudWatch's own longest.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(455);

    public static Command Create()
    {
        var service = new Argument<string>("service") { Description = "The name of a service.", HelpName = "SERVICE" };
        var cluster = new Option<string>("--cluster") { Description = "The cluster that it is in.", HelpName = "CLUSTER", DefaultValueFactory = _ => "default" };
        var since = new Option<TimeSpan?>("--since") { Description = "How far back, such as 90m, 12h or 2d: three hours unless given.", HelpName = "DURATION", CustomParser = Duration };
        var metric = new Option<string?>("--metric") { Description = "What to draw beside the tasks; the metric that the service is scaled by unless given, else cpu.", HelpName = "cpu|memory|requests" };
        metric.AcceptOnlyFromAmong("cpu", "memory", "requests");
        var output = new Option<FileInfo?>("--out") { Description = "Write a picture (SVG) into this file.", HelpName = "FILE.svg" };
        var endpoint = EndpointOption.Create();
        var command = new Command("chart", "Show desired and running tasks, a metric, alarms, scaling and deployments of a service over time.") { service, cluster, since, metric, output, endpoint };
        command.SetAction((result, cancellation) => RunAsync(
            result.GetValue(endpoint)!,
            aws => ServiceChart.OfAsync(aws, result.GetValue(cluster)!, result.GetValue(service)!, result.GetValue(since), result.GetValue(metric), cancellation),
            result.GetValue(output),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Uri endpoint, Func<Aws, Task<ServiceChart>> read, FileInfo? output, CancellationToken cancellation)
    {
        try
        {
            using var aws = await Aws.ConnectAsync(endpoint, null, cancellation);
            var chart = await read(aws);
            if (output is null)
            {
                Console.WriteLine(chart);
                return 0;
            }
            await chart.SaveAsync(output.FullName, cancellation);
            Console.WriteLine($"Drawn in {output.FullName}");
            return 0;
        }
        catch (EndpointUnreachableException)
        {
            return await FailAsync(EndpointOption.NobodyAnswers(endpoint));
        }
        catch (AmazonECSException error) when (error is Amazon.ECS.Model.ClusterNotFoundException or Amazon.ECS.Model.ServiceNotFoundException)
        {
            return await FailAsync($"{error.Message} Is it in another cluster (--cluster) or region (AWS_REGION)?");
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException or ArgumentException or IOException or UnauthorizedAccessException or HttpRequestException)
        {
            return await FailAsync(error.Message);
        }
    }

    private static TimeSpan? Duration(ArgumentResult given)
    {
        var text = given.Tokens[0].Value;
        TimeSpan? unit = text.Length < 2 ? null : text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        if (unit is { } one && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count > 0 && count <= Longest / one) return one * count;
        given.AddError($"'{text}' is no duration. Use one such as 90m, 12h or 2d, up to {Longest.TotalDays:0}d.");
        return null;
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return Failed;
    }
}
