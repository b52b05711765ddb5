using System.Globalization;

namespace Workbook;

/// <summary>What a chart shows, in words.</summary>
internal static class ChartWords
{
    private const int Columns = 48;
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>For who cannot see the picture.</summary>
    public static IEnumerable<string> Sentences(ServiceTimeline data)
    {
        yield return $"{Span(data.Length)}. Desired tasks: {Range(data.Desired)}. Running tasks: {Range(data.Running)}.";
        if (data.Values.Length > 0) yield return $"{data.Metric.Title}, {data.Metric.Unit}: {Range(data.Values)}{Target(data)}.";
        foreach (var (at, text) in Events(data)) yield return $"At {TimeAxis.Name(at, data.Length)} {text}.";
    }

    /// <summary>For a terminal.</summary>
    public static IEnumerable<string> Lines(ServiceTimeline data)
    {
        yield return $"{data.Service} in {data.Cluster}, {Span(data.Length)}";
        var most = data.Desired.Concat(data.Running).Max(each => each.Value);
        yield return $"  {"desired",-10}{Sparks(data.Desired, data.Length, most)}  {Range(data.Desired)}";
        yield return $"  {"running",-10}{Sparks(data.Running, data.Length, most)}  {Range(data.Running)}";
        if (data.Values.Length > 0)
        {
            var greatest = Math.Max(data.Values.Max(each => each.Value), data.Metric.Unit == "%" ? 100 : 1);
            yield return $"  {data.Metric.Name,-10}{Sparks(data.Values, data.Length, greatest)}  {Range(data.Values)}{Target(data)}";
        }
        foreach (var (at, text) in Events(data)) yield return $"  {TimeAxis.Name(at, data.Length),8}  {text}";
    }

    /// <summary>Such as <c>rolled back</c> of <c>ROLLBACK_SUCCESSFUL</c>.</summary>
    public static string Ending(string status) => status switch
    {
        "ROLLBACK_SUCCESSFUL" or "ROLLBACK_IN_PROGRESS" or "ROLLBACK_REQUESTED" => "rolled back",
        "ROLLBACK_FAILED" => "rollback failed",
        "STOPPED" or "STOP_REQUESTED" => "stopped",
        _ => status.ToLowerInvariant().Replace('_', ' '),
    };

    private static IEnumerable<(TimeSpan At, string Text)> Events(ServiceTimeline data) =>
        data.Deployments.Select(each => (each.At, $"deployment of {each.Revision}: {Ending(each.Status)}"))
            .Concat(data.Scalings.Select(each => (each.At, $"desired count set to {each.To}: {each.Cause}")))
            .Concat(data.Alarms.SelectMany(track => track.States.Skip(1).Select(each => (each.From, $"{track.Label} is {each.State}"))))
            .OrderBy(each => each.Item1);

    private static string Range(IReadOnlyCollection<Reading> values) => string.Create(CultureInfo.InvariantCulture, $"{values.Min(each => each.Value):0.##} to {values.Max(each => each.Value):0.##}, at last {values.Last().Value:0.##}");

    private static string Target(ServiceTimeline data) => data.Target is { } target ? string.Create(CultureInfo.InvariantCulture, $" (target {target:0.##})") : "";

    private static string Span(TimeSpan length) => length < TimeSpan.FromHours(2)
        ? string.Create(CultureInfo.InvariantCulture, $"{length.TotalMinutes:0} minutes")
        : string.Create(CultureInfo.InvariantCulture, $"{length.TotalHours:0.#} hours");

    // 0 is the lowest block, the greatest value the highest.
    private static string Sparks(IReadOnlyList<Reading> values, TimeSpan length, double most) => string.Concat(Enumerable.Range(0, Columns).Select(column =>
    {
        var until = length * ((column + 1) / (double)Columns);
        var value = values.LastOrDefault(each => each.At <= until).Value;
        return Blocks[most <= 0 ? 0 : (int)Math.Round(Math.Clamp(value / most, 0, 1) * (Blocks.Length - 1))];
    }));
}
