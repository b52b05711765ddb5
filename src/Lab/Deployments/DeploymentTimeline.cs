using System.Globalization;

namespace Workbook;

/// <summary>
/// A service deployment over time: the tasks of the old and the new revision, the stages and the traffic of a blue/green, linear or canary deployment, what the
/// circuit breaker did, and the service's events.
/// <code>
/// await DeploymentTimeline.OfAsync(aws, "default", "web")
/// </code>
/// Times are those since the deployment began; where nothing happens they run faster. Of tasks that stopped ECS tells for an hour only.
/// </summary>
public sealed class DeploymentTimeline : Picture
{
    private const int Width = 760, Margin = 20, Left = 214, Right = 736;
    private const int Row = 15, PanelHeight = 70, Between = 34, LineHeight = 15, LineLength = 104;
    private const int MostTasks = 24, MostEvents = 14;

    private readonly Rollout _data;
    private readonly MomentAxis _time;

    internal DeploymentTimeline(Rollout data) => (_data, _time) = (data, new(Left, Right - Left, data.Length, data.Moments));

    /// <summary>Asks AWS what became of a service's deployment, and draws it.</summary>
    /// <param name="aws">Where to ask.</param>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="service">The service's name.</param>
    /// <param name="deploymentArn">Which service deployment; the latest one unless given.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <exception cref="Amazon.ECS.Model.ServiceNotFoundException">There is no such service.</exception>
    /// <exception cref="Amazon.ECS.Model.ClusterNotFoundException">There is no such cluster.</exception>
    /// <exception cref="ArgumentException">The service has had no such deployment.</exception>
    public static async Task<DeploymentTimeline> OfAsync(Aws aws, string cluster, string service, string? deploymentArn = null, CancellationToken cancellation = default) =>
        new(await new RolloutReader(aws, cluster, service).ReadAsync(deploymentArn, cancellation));

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', RolloutWords.Lines(_data));

    /// <inheritdoc/>
    public override string ToSvg()
    {
        var reason = TextLines.Wrap(_data.Reason, LineLength);
        var panelTop = 84.0 + reason.Count * LineHeight;
        var trafficTop = panelTop + PanelHeight + Between;
        var tasksTop = _data.Traffic.Length > 1 ? trafficTop + PanelHeight + Between : trafficTop;
        var stagesTop = tasksTop + (Math.Min(_data.Tasks.Length, MostTasks) + (_data.Tasks.Length > MostTasks ? 1 : 0)) * Row + (_data.Stages.IsEmpty ? 0 : Between);
        var axis = stagesTop + _data.Stages.Length * Row + 16;
        var events = Events();
        var svg = new SvgDrawing(Width, axis + (events.Count > 0 ? 30 + events.Count * LineHeight : 12) + 4, $"Deployment {RolloutWords.Title(_data)}", ToString());
        svg.Text(Margin, 32, RolloutWords.Title(_data), SvgDrawing.Ink, size: 16, bold: true, room: 480);
        svg.Text(Right, 32, _data.Status, Colour, size: 13, bold: true, anchor: Anchor.End);
        svg.Text(Margin, 54, _data.Rules, SvgDrawing.Quiet, size: 12, room: Width - 2 * Margin);
        foreach (var (i, line) in reason.Index()) svg.Text(Margin, 70 + i * LineHeight, line, SvgDrawing.Bad, size: 12);
        DrawRunning(svg, panelTop);
        if (_data.Traffic.Length > 1) DrawTraffic(svg, trafficTop);
        DrawTasks(svg, tasksTop);
        DrawStages(svg, stagesTop);
        if (_data.RolledBack is { } back) svg.Line(_time.X(back), panelTop - 6, _time.X(back), axis - 14, SvgDrawing.Bad, width: 1.5, dashed: true);
        _time.Draw(svg, axis);
        svg.Text(Margin, axis, _time.Unit, SvgDrawing.Quiet, size: 11);
        foreach (var (i, line) in events.Index())
        {
            svg.Text(88, axis + 30 + i * LineHeight, line.At, SvgDrawing.Quiet, size: 11, anchor: Anchor.End);
            svg.Text(100, axis + 30 + i * LineHeight, line.Text, SvgDrawing.Ink, size: 11);
        }
        return svg.ToString();
    }

    private string Colour => _data.Status switch
    {
        "SUCCESSFUL" => SvgDrawing.Good,
        "PENDING" or "IN_PROGRESS" => SvgDrawing.Reached,
        _ => SvgDrawing.Bad,
    };

    private static string ColourOf(RolloutSide side) => side == RolloutSide.New ? SvgDrawing.Reached : side == RolloutSide.Old ? SvgDrawing.Quiet : SvgDrawing.Good;

    private string NameOf(RolloutSide side) => side == RolloutSide.New ? $"new: {_data.To}" : side == RolloutSide.Old ? "old" : "rolled back";

    private void DrawRunning(SvgDrawing svg, double top)
    {
        var sides = _data.Tasks.Select(task => task.Side).Distinct().ToList();
        var running = sides.ToDictionary(side => side, _data.Running);
        svg.Text(Margin, top + 10, "running tasks", SvgDrawing.Ink, size: 12);
        foreach (var (i, side) in sides.Index())
        {
            svg.Line(Margin, top + 24 + i * LineHeight, Margin + 22, top + 24 + i * LineHeight, ColourOf(side), dashed: side == RolloutSide.Old);
            svg.Text(Margin + 28, top + 28 + i * LineHeight, NameOf(side), SvgDrawing.Ink, size: 11, room: Left - Margin - 52);
        }
        var panel = new Panel(svg, _time, top, PanelHeight, running.Values.SelectMany(each => each).Select(each => each.Value).DefaultIfEmpty(1).Max());
        panel.DrawGrid();
        foreach (var side in sides) panel.DrawSteps(running[side], ColourOf(side), dashed: side == RolloutSide.Old, filled: side != RolloutSide.Old);
    }

    private void DrawTraffic(SvgDrawing svg, double top)
    {
        svg.Text(Margin, top + 10, "production traffic", SvgDrawing.Ink, size: 12);
        svg.Text(Margin, top + 26, $"to {_data.To}, %", SvgDrawing.Ink, size: 12, room: Left - Margin - 40);
        var panel = new Panel(svg, _time, top, PanelHeight, 100, lines: 2);
        panel.DrawGrid();
        panel.DrawSteps([.. _data.Traffic, new(_data.Length, _data.Traffic[^1].Value)], SvgDrawing.Reached, filled: true);
    }

    /// <summary>A bar for each task: thin until it runs, thick while it does, faint while it stops.</summary>
    private void DrawTasks(SvgDrawing svg, double top)
    {
        foreach (var (i, task) in _data.Tasks.Take(MostTasks).Index())
        {
            var (y, colour) = (top + i * Row, ColourOf(task.Side));
            svg.Text(Margin, y + 10, $"{task.Definition} {task.Name}", SvgDrawing.Ink, size: 11, room: Left - Margin - 8);
            var (created, ends, stopped) = (_time.X(task.Created), _time.X(task.Ends ?? _data.Length), _time.X(task.Stopped ?? _data.Length));
            var started = task.Started is { } at ? _time.X(at) : ends;
            svg.Line(created, y + 6, started, y + 6, colour, width: 1.5, dashed: true);
            if (task.Started is not null) svg.Bar(started, y + 1, ends - started, 10, colour);
            if (task.Ends is not null) svg.Bar(ends, y + 1, stopped - ends, 10, task.Failure.Length > 0 ? SvgDrawing.Bad : colour, opacity: 0.35);
            if (task.Failure.Length == 0 || task.Ends > _data.Length) continue;
            svg.Dot(ends, y + 6, 4, SvgDrawing.Bad);
            var room = Math.Max(ends, stopped) + 8;
            var fits = room + SvgDrawing.WidthOf(task.Failure, 10) < Right;
            svg.Text(fits ? room : created - 8, y + 10, task.Failure, SvgDrawing.Bad, size: 10, anchor: fits ? Anchor.Start : Anchor.End);
        }
        if (_data.Tasks.Length > MostTasks) svg.Text(Margin, top + MostTasks * Row + 10, string.Create(CultureInfo.InvariantCulture, $"and {_data.Tasks.Length - MostTasks} tasks more"), SvgDrawing.Quiet, size: 11);
    }

    private void DrawStages(SvgDrawing svg, double top)
    {
        foreach (var (i, (from, name)) in _data.Stages.Index())
        {
            var (y, until) = (top + i * Row, i + 1 < _data.Stages.Length ? _data.Stages[i + 1].From : _data.Ended ?? _data.Length);
            svg.Text(Margin, y + 10, name, SvgDrawing.Ink, size: 10, room: Left - Margin - 4);
            svg.Bar(_time.X(from), y + 2, Math.Max(_time.X(until) - _time.X(from), 3), 8, SvgDrawing.Warm);
        }
    }

    private List<(string At, string Text)> Events()
    {
        var lines = new List<(string, string)>();
        foreach (var (at, text) in _data.Events.Take(MostEvents)) lines.AddRange(TextLines.Wrap(text, LineLength).Select((line, i) => (i == 0 ? MomentAxis.NameOf(at) : "", line)));
        if (_data.Events.Length > MostEvents) lines.Add(("", string.Create(CultureInfo.InvariantCulture, $"and {_data.Events.Length - MostEvents} events more")));
        return lines;
    }
}
