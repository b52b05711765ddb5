using System.Net;
using System.Text;
using Amazon.ECS;
using EcsTask = Amazon.ECS.Model.Task;

namespace Workbook;

/// <summary>
/// Tasks as a table, one row each. A notebook shows it as HTML, everything else as text:
/// <code>await aws.Ecs.TasksAsync("my-cluster")</code>
/// </summary>
public sealed class TaskTable
{
    private static readonly string[] Columns = ["task", "definition", "status", "desired", "health", "why it stopped"];

    private readonly IReadOnlyList<string[]> _rows;

    private TaskTable(IReadOnlyList<EcsTask> tasks)
    {
        Tasks = tasks;
        _rows = [.. tasks.Select(Row)];
    }

    /// <summary>What the rows show.</summary>
    public IReadOnlyList<EcsTask> Tasks { get; }

    /// <summary>Puts tasks into a table, in the order given.</summary>
    public static TaskTable Of(IEnumerable<EcsTask> tasks) => new([.. tasks]);

    /// <summary>The table as aligned text.</summary>
    public override string ToString()
    {
        string[][] lines = [Columns, .. _rows];
        var widths = Columns.Select((_, i) => lines.Max(line => line[i].Length)).ToArray();
        return string.Join('\n', lines.Select(line => string.Join("  ", line.Select((text, i) => text.PadRight(widths[i]))).TrimEnd()));
    }

    /// <summary>How a notebook shows it: mime type → content.</summary>
    public IReadOnlyDictionary<string, string> ToMimeBundle() => new Dictionary<string, string>
    {
        ["text/plain"] = ToString(),
        ["text/html"] = ToHtml(),
    };

    private string ToHtml()
    {
        var html = new StringBuilder("<table><thead><tr>");
        foreach (var column in Columns) html.Append("<th>").Append(column).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in _rows)
        {
            html.Append("<tr>");
            foreach (var text in row) html.Append("<td>").Append(WebUtility.HtmlEncode(text)).Append("</td>");
            html.Append("</tr>");
        }
        return html.Append("</tbody></table>").ToString();
    }

    private static string[] Row(EcsTask task) =>
    [
        ArnText.AfterSlash(task.TaskArn),
        ArnText.AfterSlash(task.TaskDefinitionArn),
        task.LastStatus ?? "",
        task.DesiredStatus ?? "",
        task.HealthStatus?.Value ?? "",
        TaskLifecycle.WhyItStopped(task),
    ];
}
