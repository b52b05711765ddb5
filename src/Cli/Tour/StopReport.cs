using Spectre.Console;
using Spectre.Console.Rendering;
using EcsTask = Amazon.ECS.Model.Task;

namespace Workbook.Cli.Tour;

/// <summary>Why a task stopped, as DescribeTasks tells it.</summary>
internal static class StopReport
{
    public static IRenderable Of(EcsTask task)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        grid.AddRow("[grey]stopCode[/]", Markup.Escape(task.StopCode.Value));
        grid.AddRow("[grey]stoppedReason[/]", Markup.Escape(task.StoppedReason));
        foreach (var container in task.Containers)
        {
            var end = container.ExitCode is { } code ? $"exit code {code}" : container.Reason == task.StoppedReason ? "never started" : container.Reason ?? "never started";
            grid.AddRow($"[grey]{Markup.Escape(container.Name)}[/]", Markup.Escape(end));
        }
        return new Panel(grid).Header($" {task.Group} ").BorderColor(Color.Red);
    }
}
