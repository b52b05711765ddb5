using Amazon.ECS;
using Spectre.Console;
using EcsTask = Amazon.ECS.Model.Task;

namespace Workbook.Cli.Tour;

/// <summary>Shows tasks live while they move; without a terminal it writes a line for each change.</summary>
internal sealed class TaskBoard(IAnsiConsole console, IAmazonECS ecs, string cluster, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(80);

    public async Task<List<EcsTask>> DescribeAsync(List<string> tasks, CancellationToken cancellation) =>
        (await ecs.DescribeTasksAsync(new() { Cluster = cluster, Tasks = tasks }, cancellation)).Tasks;

    /// <summary>Returns when every task is as <paramref name="isDone"/> wants it.</summary>
    public Task WatchAsync(List<string> tasks, Func<EcsTask, bool> isDone, CancellationToken cancellation) =>
        console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi
            ? console.Live(new Table()).StartAsync(live => FollowAsync(tasks, isDone, seen => live.UpdateTarget(Draw(seen)), cancellation))
            : FollowAsync(tasks, isDone, Lines(), cancellation);

    private async Task FollowAsync(List<string> tasks, Func<EcsTask, bool> isDone, Action<List<EcsTask>> show, CancellationToken cancellation)
    {
        while (true)
        {
            var seen = await DescribeAsync(tasks, cancellation);
            show(seen);
            if (seen.All(isDone)) return;
            await Task.Delay(Interval, time, cancellation);
        }
    }

    private Action<List<EcsTask>> Lines()
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        return seen =>
        {
            foreach (var task in seen)
            {
                var line = $"{Id(task)}  {task.LastStatus,-14} {string.Join("  ", task.Containers.Select(container => $"{container.Name} {container.LastStatus}"))}";
                if (told.GetValueOrDefault(task.TaskArn) == line) continue;
                told[task.TaskArn] = line;
                console.WriteLine("  " + line);
            }
        };
    }

    private static Table Draw(List<EcsTask> tasks)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Task", "Status", "Containers", "Private IP");
        foreach (var task in tasks)
        {
            var address = task.Containers.SelectMany(container => container.NetworkInterfaces ?? []).FirstOrDefault()?.PrivateIpv4Address;
            table.AddRow(
                Id(task),
                Coloured(task.LastStatus),
                string.Join("  ", task.Containers.Select(container => $"{Markup.Escape(container.Name)} {Coloured(container)}")),
                address ?? "");
        }
        return table;
    }

    private static string Coloured(Amazon.ECS.Model.Container container) =>
        container is { LastStatus: "STOPPED", ExitCode: 0 } ? "[grey]STOPPED, exit code 0[/]" : Coloured(container.LastStatus);

    private static string Coloured(string status) => status switch
    {
        "RUNNING" => "[green]RUNNING[/]",
        "STOPPED" => "[red]STOPPED[/]",
        _ => $"[yellow]{status}[/]",
    };

    private static string Id(EcsTask task) => task.TaskArn[(task.TaskArn.LastIndexOf('/') + 1)..][..12];
}
