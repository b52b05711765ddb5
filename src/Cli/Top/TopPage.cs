using System.Globalization;

namespace Workbook.Cli.Top;

/// <summary>Puts what there is to see on a screen of 80 columns or more.</summary>
internal static class TopPage
{
    private const int MostAlarms = 4, MostScalings = 4, BarWidth = 7;

    /// <param name="rows">How many lines there are; null: as many as it takes.</param>
    /// <param name="foot">The last line.</param>
    public static IReadOnlyList<string> Draw(TopView view, int width, int? rows, bool hasColours, string? foot)
    {
        var screen = new Screen(width, hasColours);
        var (left, right) = ($"ECS Workbook  {view.Endpoint}  {view.Region}", view.Now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        screen.Add((left.PadRight(Math.Max(width - right.Length, left.Length + 2)) + right, Tone.Reverse));
        // The alarms and what was scaled last stay in sight; services come before tasks, and get at most half of what is left.
        var below = Section(view.Alarms.Count, MostAlarms) + Section(view.Scalings.Count, MostScalings) + (foot is null ? 0 : 1);
        var room = rows is { } all ? Math.Max(all - 1 - below, 2) : int.MaxValue;
        var services = Services(view, width, hasColours);
        var tasks = Tasks(view, width, hasColours);
        var forServices = Math.Min(services.Count, tasks.Count == 0 ? room : Math.Max(room / 2, room - tasks.Count));
        List<string> lines = [.. screen.Lines, .. Cut(services, forServices), .. Cut(tasks, room - forServices), .. Alarms(view, width, hasColours), .. Scalings(view, width, hasColours)];
        if (rows is { } height && foot is not null)
        {
            while (lines.Count < height - 1) lines.Add("");
            var last = new Screen(width, hasColours);
            last.Add((foot, Tone.Dim));
            lines = [.. lines.Take(height - 1), .. last.Lines];
        }
        return lines;
    }

    private static int Section(int count, int most) => count == 0 ? 0 : 1 + Math.Min(count, most);

    private static IEnumerable<string> Cut(IReadOnlyList<string> lines, int room) =>
        lines.Count <= room ? lines : [.. lines.Take(Math.Max(room - 1, 0)), .. room > 0 ? [$"  … {lines.Count - room + 1} more"] : Array.Empty<string>()];

    private static IReadOnlyList<string> Services(TopView view, int width, bool hasColours)
    {
        var screen = new Screen(width, hasColours);
        if (view.Clusters.Count == 0) screen.Add(("There is no cluster.", Tone.Plain));
        // The other columns take 65 of 80; what is left over goes to the names.
        var name = Math.Max(15, 15 + width - 80);
        foreach (var cluster in view.Clusters)
        {
            screen.Add(
                ($"cluster {cluster.Name}", Tone.Bold),
                ($"  {Count(cluster.ServiceCount, "service")}, {Count(cluster.Running, "task")} running, {cluster.Pending} pending{(cluster.Instances > 0 ? $", {Count(cluster.Instances, "container instance")}" : "")}", Tone.Plain));
            if (cluster.Services.Count == 0) continue;
            screen.Add(($" {Screen.Fit("SERVICE", name)} WANT RUN PEND  {"DEPLOYMENT",-12} {"CPU",-12}  {"MEMORY",-12}  TARGETS", Tone.Dim));
            foreach (var each in cluster.Services)
            {
                screen.Add(
                    ($" {Screen.Fit(each.Name, name)} {each.Desired,4}", Tone.Plain),
                    ($"{each.Running,4}", each.Running >= each.Desired ? Tone.Green : Tone.Yellow),
                    ($"{each.Pending,5}  ", each.Pending == 0 ? Tone.Plain : Tone.Yellow),
                    (Screen.Fit(each.Rollout, 12), each.Rollout switch { "COMPLETED" => Tone.Green, "FAILED" => Tone.Red, _ => Tone.Yellow }),
                    (" ", Tone.Plain), Bar(each.Cpu), ("  ", Tone.Plain), Bar(each.Memory), ("  ", Tone.Plain),
                    (each.Targets is { } targets ? $"{each.Healthy}/{targets}" : "-", each.Targets is null ? Tone.Dim : each.Healthy == each.Targets ? Tone.Green : Tone.Yellow));
            }
        }
        return screen.Lines;
    }

    private static IReadOnlyList<string> Tasks(TopView view, int width, bool hasColours)
    {
        var screen = new Screen(width, hasColours);
        if (view.Tasks.Count == 0) return [];
        var group = Math.Max(20, 20 + width - 80);
        screen.Add(($" {"TASK",-8}  {Screen.Fit("OF", group)} {"DEFINITION",-14} {"STATUS",-14} {"AGE",4}  ADDRESS", Tone.Dim));
        foreach (var each in view.Tasks)
        {
            var isSick = each.Health == "UNHEALTHY";
            screen.Add(
                ($" {each.Id[..Math.Min(8, each.Id.Length)],-8}  {Screen.Fit(each.Group, group)} {Screen.Fit(each.Definition, 14)} ", Tone.Plain),
                (Screen.Fit(isSick ? each.Health : each.Status, 14), isSick ? Tone.Red : each.Status == "RUNNING" ? Tone.Green : Tone.Yellow),
                ($" {Age(each.Age),4}  {each.Address}", Tone.Plain));
        }
        return screen.Lines;
    }

    private static IReadOnlyList<string> Alarms(TopView view, int width, bool hasColours)
    {
        var screen = new Screen(width, hasColours);
        if (view.Alarms.Count == 0) return [];
        screen.Add(($" {"ALARM",-17}  {"WHEN",-26}  NAME{(view.Alarms.Count > MostAlarms ? $" ({view.Alarms.Count} in all)" : "")}", Tone.Dim));
        foreach (var each in view.Alarms.Take(MostAlarms))
        {
            screen.Add(
                ($" {Screen.Fit(each.State, 17)}", each.State switch { "ALARM" => Tone.Red, "OK" => Tone.Green, _ => Tone.Dim }),
                ($"  {Screen.Fit(each.Watches, 26)}  {each.Name}", Tone.Plain));
        }
        return screen.Lines;
    }

    private static IReadOnlyList<string> Scalings(TopView view, int width, bool hasColours)
    {
        var screen = new Screen(width, hasColours);
        if (view.Scalings.Count == 0) return [];
        screen.Add(($" {"SCALED",-8}  {"SERVICE",-16}  WHAT WAS DONE", Tone.Dim));
        foreach (var each in view.Scalings.Take(MostScalings))
            screen.Add(($" {Age(each.Ago) + " ago",-8}  {Screen.Fit(each.Service, 16)}  {each.Description} {each.Status}", each.Status == "Failed" ? Tone.Red : Tone.Plain));
        return screen.Lines;
    }

    /// <summary>Such as <c>███····  43%</c>.</summary>
    private static (string, Tone) Bar(double? percent)
    {
        if (percent is not { } value) return (Screen.Fit("-", BarWidth + 5), Tone.Dim);
        var full = (int)Math.Round(Math.Clamp(value / 100, 0, 1) * BarWidth);
        return ($"{new string('█', full)}{new string('·', BarWidth - full)}{string.Create(CultureInfo.InvariantCulture, $"{value:0}%"),5}", value >= 90 ? Tone.Red : value >= 70 ? Tone.Yellow : Tone.Green);
    }

    private static string Age(TimeSpan age) => age.TotalSeconds < 100 ? $"{(int)age.TotalSeconds}s" : age.TotalMinutes < 100 ? $"{(int)age.TotalMinutes}m" : age.TotalHours < 48 ? $"{(int)age.TotalHours}h" : $"{(int)age.TotalDays}d";

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
