using System.Globalization;
using Amazon.ECS.Model;
using EcsTask = Amazon.ECS.Model.Task;

namespace Workbook;

/// <summary>
/// A task drawn: how far it is in its life, and a box for each of its containers. A notebook shows it as a picture,
/// everything else as text: <code>TaskPicture.Of(task)</code>
/// </summary>
public sealed class TaskPicture : Picture
{
    private const int Width = 760;
    private const int Margin = 24;
    private const int LifeLine = 76;
    private const int BoxesTop = 124;
    private const int BoxHeight = 92;
    private const int Gap = 12;
    private const int BoxesPerRow = 3;
    private const int LineHeight = 20;
    private const int LineLength = 100;

    private readonly EcsTask _task;

    private TaskPicture(EcsTask task) => _task = task;

    /// <summary>Draws a task as DescribeTasks returned it.</summary>
    public static TaskPicture Of(EcsTask task) => new(task);

    /// <inheritdoc/>
    public override string ToSvg()
    {
        var containers = _task.Containers ?? [];
        var rows = (containers.Count + BoxesPerRow - 1) / BoxesPerRow;
        var why = TextLines.Wrap(TaskLifecycle.WhyItStopped(_task), LineLength);
        var bottom = BoxesTop + rows * (BoxHeight + Gap);
        var svg = new SvgDrawing(Width, bottom + (why.Count > 0 ? why.Count * LineHeight + Gap : 0), $"Task {_task.LastStatus}");
        svg.Text(Margin, 34, $"{ArnText.AfterSlash(_task.TaskDefinitionArn)} – {_task.LastStatus}", SvgDrawing.Ink, size: 16, bold: true);
        DrawLife(svg);
        for (var i = 0; i < containers.Count; i++) DrawContainer(svg, containers[i], i);
        for (var i = 0; i < why.Count; i++) svg.Text(Margin, bottom + 14 + i * LineHeight, why[i], SvgDrawing.Bad, size: 12, room: Width - 2 * Margin);
        return svg.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n',
    [
        $"{ArnText.AfterSlash(_task.TaskDefinitionArn)}: {_task.LastStatus}",
        .. (_task.Containers ?? []).Select(container => $"  {container.Name} ({container.Image}): {State(container)}"),
        .. TaskLifecycle.WhyItStopped(_task) is { Length: > 0 } why ? [$"  {why}"] : Array.Empty<string>(),
    ]);

    private void DrawLife(SvgDrawing svg)
    {
        var statuses = TaskLifecycle.Statuses;
        var here = TaskLifecycle.Place(_task.LastStatus);
        var step = (Width - 2 * Margin) / statuses.Count;
        for (var i = 0; i < statuses.Count; i++)
        {
            var x = Margin + step / 2 + i * step;
            if (i > 0) svg.Line(x - step + 7, LifeLine, x - 7, LifeLine, i <= here ? SvgDrawing.Reached : SvgDrawing.Faint);
            var colour = i > here || LeftOut(statuses[i]) ? SvgDrawing.Faint : i < here ? SvgDrawing.Reached : TaskLifecycle.IsEnding(statuses[i]) ? SvgDrawing.Bad : SvgDrawing.Good;
            svg.Dot(x, LifeLine, i == here ? 7 : 5, colour);
            svg.Text(x, LifeLine + 24, statuses[i], i <= here && !LeftOut(statuses[i]) ? SvgDrawing.Ink : SvgDrawing.Quiet, size: 10, bold: i == here, anchor: Anchor.Middle);
        }
    }

    /// <summary>A task that never started goes from PENDING straight to its end.</summary>
    private bool LeftOut(string status) =>
        _task.StartedAt is null && TaskLifecycle.IsEnding(_task.LastStatus) && status is ("ACTIVATING" or "RUNNING" or "DEACTIVATING");

    private static void DrawContainer(SvgDrawing svg, Container container, int index)
    {
        var width = (Width - 2 * Margin - (BoxesPerRow - 1) * Gap) / BoxesPerRow;
        var x = Margin + index % BoxesPerRow * (width + Gap);
        var y = BoxesTop + index / BoxesPerRow * (BoxHeight + Gap);
        svg.Box(x, y, width, BoxHeight, Colour(container));
        svg.Text(x + 12, y + 26, container.Name, SvgDrawing.Ink, size: 14, bold: true, room: width - 24);
        svg.Text(x + 12, y + 48, container.Image, SvgDrawing.Quiet, size: 11, room: width - 24);
        svg.Text(x + 12, y + 72, State(container), Colour(container), size: 12, bold: true, room: width - 24);
    }

    private static string Colour(Container container) => (container.LastStatus, container.ExitCode, container.HealthStatus?.Value) switch
    {
        ("RUNNING", _, "UNHEALTHY") => SvgDrawing.Bad,
        ("RUNNING", _, _) => SvgDrawing.Good,
        ("STOPPED", 0, _) => SvgDrawing.Quiet,
        ("STOPPED", _, _) => SvgDrawing.Bad,
        _ => SvgDrawing.Reached,
    };

    private static string State(Container container)
    {
        var state = container.LastStatus ?? "";
        if (container.HealthStatus?.Value is { } health and not "UNKNOWN") state += ", " + health;
        if (container.ExitCode is { } code) state += string.Create(CultureInfo.InvariantCulture, $", exit code {code}");
        return state;
    }
}
