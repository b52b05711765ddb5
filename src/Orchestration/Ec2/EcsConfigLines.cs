using System.Text.Json;
using System.Text.RegularExpressions;

namespace Workbook.Orchestration.Ec2;

/// <summary>Finds the agent's settings in a script that writes them, and in Bottlerocket's TOML.</summary>
internal static partial class EcsConfigLines
{
    private const string Table = "[settings.ecs]";
    private const string AttributeTable = "[settings.ecs.instance-attributes]";

    public static IEnumerable<(string Name, string Value)> Of(string text)
    {
        var table = "";
        var attributes = new List<string>();
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line.StartsWith("[settings", StringComparison.Ordinal)) table = line;
            else if (table == AttributeTable && Entry(line) is var (key, value)) attributes.Add($"{Json(key)}:{Json(value)}");
            else if (table == Table && Entry(line) is var (name, text2) && Toml(name, text2) is { } setting) yield return setting;
            else if (table.Length == 0 && !line.StartsWith('#'))
            {
                foreach (var found in Shell(line)) yield return found;
            }
        }
        if (attributes.Count > 0) yield return ("ECS_INSTANCE_ATTRIBUTES", $"{{{string.Join(',', attributes)}}}");
    }

    /// <summary>
    /// The settings on a line of the file, of a heredoc or of <c>echo</c>. A quote before the name ends the value; a value
    /// that begins with a quote, bracket or brace ends where that ends; any other at the next space.
    /// </summary>
    private static IEnumerable<(string Name, string Value)> Shell(string line)
    {
        foreach (Match match in Assignment().Matches(line))
        {
            var rest = line[(match.Index + match.Length)..];
            var quote = match.Groups["quote"].Value;
            // printf and echo -e separate settings by \n.
            var value = (quote.Length > 0 ? UpTo(rest, quote[0]) : Value(rest)).Split("\\n", 2)[0];
            yield return (match.Groups["name"].Value, Unquoted(value));
        }
    }

    private static string Value(string rest)
    {
        if (rest.Length == 0) return rest;
        if (rest[0] is '"' or '\'') return UpTo(rest[1..], rest[0]);
        if (rest[0] is '{' or '[')
        {
            var end = rest.LastIndexOf(rest[0] == '{' ? '}' : ']');
            return (end < 0 ? rest : rest[..(end + 1)]).Replace("\\\"", "\"", StringComparison.Ordinal);
        }
        return rest.Split([' ', '\t', ';', '>', '|', '&'], 2)[0];
    }

    private static string UpTo(string rest, char quote)
    {
        for (var at = 0; at < rest.Length; at++)
        {
            if (rest[at] == '\\' && at + 1 < rest.Length && rest[at + 1] == quote) at++;
            else if (rest[at] == quote) return rest[..at].Replace($"\\{quote}", quote.ToString(), StringComparison.Ordinal);
        }
        return rest;
    }

    private static string Unquoted(string value)
    {
        var text = value.Trim();
        return text.Length >= 2 && text[0] is '"' or '\'' && text[0] == text[^1] ? text[1..^1] : text;
    }

    private static (string Key, string Value)? Entry(string line) =>
        line.Split('=', 2) is [var key, var value] && !line.StartsWith('#') ? (Unquoted(key), Unquoted(value)) : null;

    private static (string Name, string Value)? Toml(string name, string value) => name switch
    {
        "cluster" => ("ECS_CLUSTER", value),
        "enable-spot-instance-draining" => ("ECS_ENABLE_SPOT_INSTANCE_DRAINING", value),
        "reserved-memory" => ("ECS_RESERVED_MEMORY", value),
        "logging-drivers" => ("ECS_AVAILABLE_LOGGING_DRIVERS", value),
        "allow-privileged-containers" => ("ECS_DISABLE_PRIVILEGED", value == "true" ? "false" : "true"),
        _ => null,
    };

    private static string Json(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    [GeneratedRegex("""(?<quote>["'])?(?<![A-Za-z0-9_])(?<name>ECS_[A-Z0-9_]+)=""")]
    private static partial Regex Assignment();
}
