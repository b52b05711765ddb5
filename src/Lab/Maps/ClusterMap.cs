using System.Globalization;

namespace Workbook;

/// <summary>
/// A cluster drawn: container instances and Fargate with the tasks on them, and beside them the target groups with what load balancers forward to each and
/// how healthy its targets are.
/// <code>
/// await ClusterMap.OfAsync(aws, "default")
/// </code>
/// </summary>
public sealed class ClusterMap : Picture
{
    private const int Width = 760, Margin = 20, Top = 56, GroupWidth = 196, Channel = 40, Padding = 12;
    private const int Head = 30, Gap = 10, LineHeight = 15;

    /// <summary>A place shows no more than that, and says how many it has.</summary>
    private const int MostTasks = 24;

    /// <summary>Between lines that run side by side.</summary>
    private const int Lane = 3, Lanes = 4;

    private readonly ClusterLayout _map;
    private readonly int _placeLeft;
    private readonly int _perRow;
    private readonly double _taskWidth;
    private readonly int _taskHeight;
    private readonly int _rowGap;

    internal ClusterMap(ClusterLayout map)
    {
        _map = map;
        var traffic = !map.Groups.IsEmpty;
        (_placeLeft, _perRow, _taskHeight, _rowGap) = traffic ? (Margin + GroupWidth + Channel, 3, 70, 18) : (Margin, 4, 56, Gap);
        _taskWidth = (PlaceWidth - 2 * Padding - (_perRow - 1) * Gap) / (double)_perRow;
    }

    private int PlaceWidth => Width - Margin - _placeLeft;

    private double PlacesEnd => Top + _map.Places.Sum(each => HeightOf(each) + (double)Gap);

    private double GroupsEnd => Top + _map.Groups.Sum(each => HeightOf(each) + (double)Gap);

    /// <summary>Asks AWS what is in a cluster, and draws it.</summary>
    /// <param name="aws">Where to ask.</param>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <exception cref="Amazon.ECS.Model.ClusterNotFoundException">There is no such cluster.</exception>
    public static async Task<ClusterMap> OfAsync(Aws aws, string cluster, CancellationToken cancellation = default) => new(await new ClusterReader(aws, cluster).ReadAsync(cancellation));

    /// <inheritdoc/>
    public override string ToSvg()
    {
        var svg = new SvgDrawing(Width, Math.Max(Math.Max(PlacesEnd, GroupsEnd), Top + 40) + 10, $"Cluster {_map.Cluster}", ToString());
        svg.Text(Margin, 34, $"cluster {_map.Cluster}", SvgDrawing.Ink, size: 16, bold: true, room: 600);
        if (_map.Places.IsEmpty) svg.Text(_placeLeft, Top + 20, "Nothing runs here.", SvgDrawing.Quiet, size: 13);
        var boxes = DrawPlaces(svg);
        DrawGroups(svg, boxes);
        return svg.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n',
    [
        $"cluster {_map.Cluster}",
        .. _map.Places.SelectMany(place => (string[])[$"  {place.Name}{(place.Note.Length > 0 ? $": {place.Note}" : "")}", .. place.Tasks.Select(InWords)]),
        .. _map.Groups.SelectMany(group => (string[])[$"  target group {group.Name}: {group.Health}", .. LinesOf(group).Select(line => $"    {line}")]),
    ]);

    private string InWords(MapTask task) => "    " + string.Join(", ", ((string[])[task.Definition, StateOf(task), OwnerOf(task), TargetOf(task)]).Where(each => each.Length > 0));

    /// <returns>Where the task of each key is.</returns>
    private Dictionary<string, (double X, double Y)> DrawPlaces(SvgDrawing svg)
    {
        var boxes = new Dictionary<string, (double X, double Y)>(StringComparer.Ordinal);
        var y = (double)Top;
        foreach (var place in _map.Places)
        {
            svg.Box(_placeLeft, y, PlaceWidth, HeightOf(place), SvgDrawing.Faint);
            svg.Text(_placeLeft + Padding, y + 20, place.Name, SvgDrawing.Ink, size: 13, bold: true, room: 200);
            var note = place.Tasks.Length > MostTasks ? $"{place.Note} and {place.Tasks.Length - MostTasks} tasks more".Trim() : place.Note;
            svg.Text(_placeLeft + PlaceWidth - Padding, y + 20, note, SvgDrawing.Quiet, size: 11, anchor: Anchor.End);
            if (place.Tasks.IsEmpty) svg.Text(_placeLeft + Padding, y + Head + 14, "no task", SvgDrawing.Quiet, size: 12);
            foreach (var (i, task) in place.Tasks.Take(MostTasks).Index())
            {
                var (left, top) = (_placeLeft + Padding + i % _perRow * (_taskWidth + Gap), y + Head + (_rowGap - Gap) + i / _perRow * (_taskHeight + _rowGap));
                boxes[task.Key] = (left, top);
                Draw(svg, task, left, top);
            }
            y += HeightOf(place) + Gap;
        }
        return boxes;
    }

    private void Draw(SvgDrawing svg, MapTask task, double x, double y)
    {
        var colour = task.Health == "UNHEALTHY" ? SvgDrawing.Bad : task.Status == "RUNNING" ? SvgDrawing.Good : TaskLifecycle.IsEnding(task.Status) ? SvgDrawing.Warm : SvgDrawing.Reached;
        var room = _taskWidth - 20;
        svg.Box(x, y, _taskWidth, _taskHeight, colour, dashed: task.Status != "RUNNING");
        svg.Text(x + 10, y + 18, task.Definition, SvgDrawing.Ink, size: 12, bold: true, room: room);
        svg.Text(x + 10, y + 33, StateOf(task), colour, size: 10, bold: true, room: room);
        svg.Text(x + 10, y + 47, OwnerOf(task), SvgDrawing.Quiet, size: 10, room: room);
        svg.Text(x + 10, y + 61, TargetOf(task), SvgDrawing.Quiet, size: 10, room: room);
    }

    private void DrawGroups(SvgDrawing svg, Dictionary<string, (double X, double Y)> boxes)
    {
        var y = (double)Top;
        foreach (var (i, group) in _map.Groups.Index())
        {
            DrawTraffic(svg, group, y + HeightOf(group) / 2.0, i % Lanes * Lane, boxes);
            svg.Box(Margin, y, GroupWidth, HeightOf(group), SvgDrawing.Reached);
            svg.Text(Margin + Padding, y + 20, group.Name, SvgDrawing.Ink, size: 13, bold: true, room: GroupWidth - 24);
            var colour = group.Targets.IsEmpty ? SvgDrawing.Quiet : group.Targets.All(each => each.State == "healthy") ? SvgDrawing.Good : SvgDrawing.Warm;
            svg.Text(Margin + Padding, y + 36, group.Health, colour, size: 11, room: GroupWidth - 24);
            foreach (var (at, line) in LinesOf(group).Index()) svg.Text(Margin + Padding, y + 54 + at * LineHeight, line, SvgDrawing.Quiet, size: 11, room: GroupWidth - 24);
            y += HeightOf(group) + Gap;
        }
    }

    /// <summary>
    /// From a group along the rows to each of its targets: thicker the larger the group's share of the traffic, 1 px to 3 px, and dashed where nothing
    /// is forwarded or the target is not healthy.
    /// </summary>
    private void DrawTraffic(SvgDrawing svg, MapGroup group, double from, int lane, Dictionary<string, (double X, double Y)> boxes)
    {
        var way = _placeLeft - Channel / 2.0 + lane;
        var targets = group.Targets.Where(each => boxes.ContainsKey(each.TaskKey)).Select(each => (At: boxes[each.TaskKey], each.State)).ToList();
        var width = 1 + 2 * group.Share;
        foreach (var row in targets.GroupBy(each => each.At.Y))
        {
            var (along, last) = (row.Key - 5 - lane, row.Max(each => each.At.X));
            svg.Path([(Margin + GroupWidth, from), (way, from), (way, along), (last + 14 + lane, along)], SvgDrawing.Reached, width, dashed: group.Share == 0);
            foreach (var (at, state) in row)
            {
                var (x, healthy) = (at.X + 14 + lane, state == "healthy");
                svg.Line(x, along, x, at.Y, healthy ? SvgDrawing.Reached : SvgDrawing.Warm, width, dashed: !healthy);
                svg.Dot(x, at.Y, 3, healthy ? SvgDrawing.Reached : SvgDrawing.Warm);
            }
        }
    }

    private static string StateOf(MapTask task) => task.Health.Length > 0 ? $"{task.Status}, {task.Health}" : task.Status;

    private static string OwnerOf(MapTask task) => task.Owner.Length > 0 ? $"service {task.Owner}" : "run by itself";

    /// <summary>Such as <c>blue: healthy</c>.</summary>
    private string TargetOf(MapTask task) => string.Join(", ", _map.Groups.SelectMany(group => group.Targets.Where(each => each.TaskKey == task.Key).Select(each => $"{group.Name}: {each.State}")));

    private static List<string> LinesOf(MapGroup group)
    {
        var lines = group.Traffic.Select(each => string.Create(CultureInfo.InvariantCulture, $"{100 * each.Share:0.#} % of {each.From}")).ToList();
        if (group.Requests > 0) lines.Add(string.Create(CultureInfo.InvariantCulture, $"{group.Requests:#,0} requests in {TrafficReader.Recently.TotalMinutes:0} min"));
        return lines;
    }

    private int HeightOf(MapPlace place) =>
        Head + (place.Tasks.IsEmpty ? 26 : (Math.Min(place.Tasks.Length, MostTasks) + _perRow - 1) / _perRow * (_taskHeight + _rowGap) + 2);

    private static int HeightOf(MapGroup group) => LinesOf(group).Count is var lines && lines > 0 ? 52 + lines * LineHeight : 48;
}
