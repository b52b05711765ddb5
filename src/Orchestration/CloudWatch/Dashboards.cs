using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch;

/// <summary>PutDashboard and DeleteDashboards: what a dashboard may be (see "Dashboard body structure and syntax" in the CloudWatch API reference).</summary>
public static partial class Dashboards
{
    private const int MostWidgets = 500, Columns = 24;

    private static readonly string[] Types = ["metric", "text", "log", "alarm", "explorer", "custom"];

    /// <exception cref="ApiException">InvalidParameterInput, with all that is wrong with the body.</exception>
    public static World Put(World world, PutDashboardRequest request, DateTimeOffset now)
    {
        if (!Name().IsMatch(request.DashboardName!))
            throw CloudWatchErrors.DashboardInvalidInputError($"The value {request.DashboardName} for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).");
        var wrong = Validate(request.DashboardBody!);
        if (wrong.Count > 0)
        {
            throw CloudWatchErrors.DashboardInvalidInputError(
                $"The dashboard body is invalid, there are {wrong.Count} validation errors: [{string.Join(", ", wrong.Select(each => $"{{\"dataPath\":{Quoted(each.DataPath)},\"message\":{Quoted(each.Message)}}}"))}]");
        }
        var before = world.Dashboards.GetValueOrDefault(request.DashboardName!);
        return world.Put(new CwDashboard(request.DashboardName!, request.DashboardBody!, now) { Tags = before?.Tags ?? CloudWatchTags.Check(request.Tags) });
    }

    /// <summary>All or none.</summary>
    public static World Delete(World world, ValueList<string> names)
    {
        var absent = names.Where(name => !world.Dashboards.ContainsKey(name)).ToList();
        if (absent.Count > 0) throw CloudWatchErrors.DashboardNotFoundError($"Dashboard {string.Join(", ", absent)} does not exist");
        return names.Distinct(StringComparer.Ordinal).Aggregate(world, (next, name) => next.Remove(world.Dashboards[name]));
    }

    /// <summary>How long a body is, as ListDashboards tells it: bytes.</summary>
    public static long SizeOf(CwDashboard dashboard) => Encoding.UTF8.GetByteCount(dashboard.Body);

    private static List<DashboardValidationMessage> Validate(string body)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return [new() { Message = "The field DashboardBody must be a valid JSON object" }];
        }
        if (root.ValueKind != JsonValueKind.Object) return [new() { Message = "The field DashboardBody must be a valid JSON object" }];
        if (!root.TryGetProperty("widgets", out var widgets)) return [new() { DataPath = "", Message = "Should have required property 'widgets'" }];
        if (widgets.ValueKind != JsonValueKind.Array) return [new() { DataPath = "/widgets", Message = "Should be array" }];
        if (widgets.GetArrayLength() > MostWidgets) return [new() { DataPath = "/widgets", Message = $"Should NOT have more than {MostWidgets} items" }];
        return [.. widgets.EnumerateArray().SelectMany((widget, number) => Validate(widget, $"/widgets/{number}"))];
    }

    private static IEnumerable<DashboardValidationMessage> Validate(JsonElement widget, string path)
    {
        if (widget.ValueKind != JsonValueKind.Object)
        {
            yield return new() { DataPath = path, Message = "Should be object" };
            yield break;
        }
        if (!widget.TryGetProperty("type", out var type)) yield return new() { DataPath = path, Message = "Should have required property 'type'" };
        else if (type.ValueKind != JsonValueKind.String || !Types.Contains(type.GetString())) yield return new() { DataPath = $"{path}/type", Message = "Should be equal to one of the allowed values" };
        if (!widget.TryGetProperty("properties", out var properties)) yield return new() { DataPath = path, Message = "Should have required property 'properties'" };
        else if (properties.ValueKind != JsonValueKind.Object) yield return new() { DataPath = $"{path}/properties", Message = "Should be object" };
        foreach (var (name, most) in new[] { ("x", Columns - 1), ("y", int.MaxValue), ("width", Columns), ("height", 1000) })
        {
            if (!widget.TryGetProperty(name, out var value)) continue;
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number)) yield return new() { DataPath = $"{path}/{name}", Message = "Should be integer" };
            else if (number > most) yield return new() { DataPath = $"{path}/{name}", Message = $"Should be <= {most}" };
            else if (number < 0) yield return new() { DataPath = $"{path}/{name}", Message = "Should be >= 0" };
        }
    }

    private static string Quoted(string? text) => text is null ? "null" : $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    [GeneratedRegex("^[A-Za-z0-9_-]{1,255}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
