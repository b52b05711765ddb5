using System.Globalization;

namespace Workbook;

/// <summary>
/// A service over time: how many tasks were desired and ran, the metric that it is scaled by with its target, the states of the alarms, and
/// what Application Auto Scaling and deployments did.
/// <code>
/// await ServiceChart.OfAsync(aws, "default", "web")
/// </code>
/// The times are those since the beginning of what is shown.
/// </summary>
public sealed class ServiceChart : Picture
{
    private const int Width = 760, Left = 64, Right = 736;
    private const int TasksTop = 92, TasksHeight = 130;
    private const int MetricHeight = 120, Between = 44, TrackHeight = 30;

    // A letter on the line is 14 pixels from the next one.
    private const double LabelRoom = 26;

    private readonly ServiceTimeline _data;
    private readonly TimeAxis _time;

    internal ServiceChart(ServiceTimeline data) => (_data, _time) = (data, new(Left, Right - Left, data.Length));

    /// <summary>Asks AWS what became of a service, and draws it.</summary>
    /// <param name="aws">Where to ask.</param>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="service">The service's name.</param>
    /// <param name="since">How far back: three hours unless given, and never further than the service's creation.</param>
    /// <param name="metric"><c>cpu</c>, <c>memory</c> or <c>requests</c>; the one that the service is scaled by unless given, else <c>cpu</c>.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <exception cref="Amazon.ECS.Model.ServiceNotFoundException">There is no such service.</exception>
    /// <exception cref="Amazon.ECS.Model.ClusterNotFoundException">There is no such cluster.</exception>
    /// <exception cref="ArgumentException">There is no such metric, or the service has no target group to count requests of.</exception>
    public static async Task<ServiceChart> OfAsync(Aws aws, string cluster, string service, TimeSpan? since = null, string? metric = null, CancellationToken cancellation = default) =>
        new(await new TimelineReader(aws, cluster, service).ReadAsync(since, metric is null ? null : ChartMetric.Named(metric), cancellation));

    /// <inheritdoc/>
    public override string ToSvg()
    {
        var metricTop = TasksTop + TasksHeight + Between;
        var tracksTop = metricTop + MetricHeight + Between;
        var axis = _data.Alarms.IsEmpty ? metricTop + MetricHeight + 18 : tracksTop + _data.Alarms.Length * TrackHeight + 8;
        var svg = new SvgDrawing(Width, axis + 22, $"Tasks and {_data.Metric.Title} of the service {_data.Service}", string.Join(' ', ChartWords.Sentences(_data)));
        svg.Text(20, 32, $"{_data.Service} in {_data.Cluster}", SvgDrawing.Ink, size: 16, bold: true, room: 440);
        svg.Text(Right, 32, _time.Unit, SvgDrawing.Quiet, size: 11, anchor: Anchor.End);
        DrawTasks(svg);
        DrawMetric(svg, metricTop);
        if (!_data.Alarms.IsEmpty) Legend(svg, 20, tracksTop - 14, "alarms: ", [("ALARM", SvgDrawing.Bad, Stroke.Thick), ("OK", SvgDrawing.Good, Stroke.Line), ("INSUFFICIENT_DATA", SvgDrawing.Quiet, Stroke.Dashed)]);
        for (var i = 0; i < _data.Alarms.Length; i++) DrawAlarm(svg, _data.Alarms[i], tracksTop + i * TrackHeight);
        _time.Draw(svg, axis + 6);
        return svg.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', ChartWords.Lines(_data));

    private void DrawTasks(SvgDrawing svg)
    {
        Legend(svg, 20, 56, "tasks: ", [("running", SvgDrawing.Good, Stroke.Line), ("desired", SvgDrawing.Reached, Stroke.Dashed), ("deployment", SvgDrawing.Warm, Stroke.Dashed)]);
        var panel = new Panel(svg, _time, TasksTop, TasksHeight, _data.Desired.Concat(_data.Running).Max(each => each.Value));
        panel.DrawGrid();
        var free = double.MinValue;
        foreach (var each in _data.Deployments)
        {
            var x = _time.X(each.At);
            svg.Line(x, TasksTop - 14, x, panel.Bottom, SvgDrawing.Warm, width: 1.5, dashed: true);
            var label = each.Status is "SUCCESSFUL" or "IN_PROGRESS" or "PENDING" ? each.Revision : $"{each.Revision} {ChartWords.Ending(each.Status)}";
            var end = x + 4 + SvgDrawing.WidthOf(label, 11) > Right;
            if (x > free) svg.Text(end ? x - 4 : x + 4, TasksTop - 6, label, SvgDrawing.Warm, size: 11, anchor: end ? Anchor.End : Anchor.Start);
            if (x > free) free = x + SvgDrawing.WidthOf(label, 11) + 8;
        }
        panel.DrawSteps(_data.Running, SvgDrawing.Good, filled: true);
        panel.DrawSteps(_data.Desired, SvgDrawing.Reached, dashed: true);
        free = double.MinValue;
        foreach (var each in _data.Scalings)
        {
            var (x, y) = (_time.X(each.At), panel.Y(each.To));
            svg.Dot(x, y, 3.5, SvgDrawing.Reached);
            if (x < free) continue;
            svg.Text(x - 5, y - 6, each.To.ToString(CultureInfo.InvariantCulture), SvgDrawing.Reached, size: 11, bold: true, anchor: Anchor.End);
            free = x + LabelRoom;
        }
    }

    private void DrawMetric(SvgDrawing svg, double top)
    {
        var metric = _data.Metric;
        List<(string, string, Stroke)> legend = [($"{metric.Title}, {metric.Unit}", SvgDrawing.Ink, Stroke.Line)];
        if (_data.Target is { } target) legend.Add((string.Create(CultureInfo.InvariantCulture, $"target {target:0.##}"), SvgDrawing.Bad, Stroke.Dashed));
        Legend(svg, 20, top - 14, "", legend);
        var greatest = _data.Values.Select(each => each.Value).Append(_data.Target ?? 0).Append(metric.Unit == "%" ? 100 : 1).Max();
        var panel = new Panel(svg, _time, top, MetricHeight, greatest);
        panel.DrawGrid();
        if (_data.Target is { } kept) svg.Line(Left, panel.Y(kept), Right, panel.Y(kept), SvgDrawing.Bad, width: 1.5, dashed: true);
        foreach (var each in _data.Deployments) svg.Line(_time.X(each.At), top, _time.X(each.At), panel.Bottom, SvgDrawing.Warm, width: 1.5, dashed: true);
        panel.DrawCurve(_data.Values, SvgDrawing.Ink);
        if (_data.Values.IsEmpty) svg.Text((Left + Right) / 2.0, top + MetricHeight / 2.0, "no data", SvgDrawing.Quiet, size: 12, anchor: Anchor.Middle);
    }

    private void DrawAlarm(SvgDrawing svg, AlarmTrack track, double top)
    {
        svg.Text(Left, top + 10, track.Label, SvgDrawing.Ink, size: 11);
        for (var i = 0; i < track.States.Length; i++)
        {
            var (from, state) = track.States[i];
            var (x, end) = (_time.X(from), _time.X(i + 1 < track.States.Length ? track.States[i + 1].From : _data.Length));
            if (state == "ALARM") svg.Bar(x, top + 15, Math.Max(end - x, 2), 9, SvgDrawing.Bad);
            else svg.Line(x, top + 19.5, end, top + 19.5, state == "OK" ? SvgDrawing.Good : SvgDrawing.Quiet, dashed: state != "OK");
        }
    }

    private static void Legend(SvgDrawing svg, double x, double y, string title, IEnumerable<(string Name, string Colour, Stroke Stroke)> entries)
    {
        svg.Text(x, y, title, SvgDrawing.Quiet, size: 12);
        x += SvgDrawing.WidthOf(title, 12);
        foreach (var (name, colour, stroke) in entries)
        {
            if (stroke == Stroke.Thick) svg.Bar(x, y - 8, 22, 9, colour);
            else svg.Line(x, y - 4, x + 22, y - 4, colour, dashed: stroke == Stroke.Dashed);
            svg.Text(x + 28, y, name, SvgDrawing.Ink, size: 12);
            x += 28 + SvgDrawing.WidthOf(name, 12) + 18;
        }
    }

    private enum Stroke
    {
        Line,
        Dashed,
        Thick,
    }
}
