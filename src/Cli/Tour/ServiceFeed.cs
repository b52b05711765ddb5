using Amazon.ECS;
using Amazon.ECS.Model;
using Spectre.Console;
using Task = System.Threading.Tasks.Task;

namespace Workbook.Cli.Tour;

/// <summary>Prints a service's events as they come.</summary>
internal sealed class ServiceFeed(IAnsiConsole console, IAmazonECS ecs, string cluster, string service, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(80);
    private readonly HashSet<string> _told = [];

    /// <summary>Returns when the service says once more that it has reached a steady state.</summary>
    public async Task UntilSteadyAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var described = (await ecs.DescribeServicesAsync(new() { Cluster = cluster, Services = [service] }, cancellation)).Services[0];
            var news = Enumerable.Reverse(described.Events).Where(each => _told.Add(each.Id)).ToList();
            foreach (var each in news) console.MarkupLineInterpolated($"  [grey]{Counts(described)}[/]  {Short(each)}");
            if (news.Any(each => each.Message.EndsWith("has reached a steady state.", StringComparison.Ordinal))) return;
            await Task.Delay(Interval, time, cancellation);
        }
    }

    private static string Counts(Service service) => $"{service.RunningCount} of {service.DesiredCount} running";

    // Ids of 32 digits would fill the line: eight tell tasks apart here.
    private static string Short(ServiceEvent each) => System.Text.RegularExpressions.Regex.Replace(each.Message, @"(?<=\(task [0-9a-f]{8})[0-9a-f]{24}(?=\))", "");
}
