using System.Text;
using System.Text.RegularExpressions;

namespace Workbook.Engine.Building;

/// <summary>
/// A <c>.dockerignore</c>: which files of the folder are not sent to the builder. The last line that matches a path, or a folder
/// above it, decides (see ".dockerignore files" in Docker's documentation).
/// </summary>
internal sealed class IgnoreRules
{
    private readonly List<(Regex Pattern, bool Keeps)> _rules = [];

    private IgnoreRules(IEnumerable<string> lines, IEnumerable<string> always)
    {
        foreach (var line in lines)
        {
            if (line.StartsWith('#') || line.Trim() is not { Length: > 0 } rule) continue;
            var keeps = rule.StartsWith('!');
            var pattern = Clean(keeps ? rule[1..].Trim() : rule);
            if (pattern.Length > 0) Add(pattern, keeps, rule);
        }
        foreach (var path in always) _rules.Add((new($"^{Regex.Escape(path)}\\z"), true));
    }

    /// <summary>True when something below an ignored folder may be kept.</summary>
    public bool HasExceptions { get; private set; }

    /// <param name="folder">What is built.</param>
    /// <param name="dockerfile">From the folder, with forward slashes. It is sent in any case: the builder reads it.</param>
    public static IgnoreRules Read(string folder, string dockerfile)
    {
        // One Dockerfile of several may have rules of its own.
        var own = dockerfile + ".dockerignore";
        var file = File.Exists(Path.Combine(folder, own)) ? own : ".dockerignore";
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? new(File.ReadAllLines(path), [dockerfile, file]) : new([], []);
    }

    public static IgnoreRules Of(params string[] lines) => new(lines, []);

    /// <param name="path">From the folder, with forward slashes.</param>
    public bool Ignores(string path)
    {
        var ignored = false;
        foreach (var (pattern, keeps) in _rules)
        {
            if (keeps == ignored && Above(path).Any(pattern.IsMatch)) ignored = !keeps;
        }
        return ignored;
    }

    private void Add(string pattern, bool keeps, string rule)
    {
        try
        {
            _rules.Add((new(Expression(pattern), RegexOptions.Singleline | RegexOptions.CultureInvariant), keeps));
            HasExceptions |= keeps;
        }
        catch (RegexParseException error)
        {
            throw new BuildException($"The pattern '{rule}' in .dockerignore cannot be read. Correct it; its brackets are the likely cause.", error);
        }
    }

    private static IEnumerable<string> Above(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1)) yield return path[..end];
    }

    private static string Clean(string pattern)
    {
        var parts = new List<string>();
        foreach (var part in pattern.Split('/'))
        {
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "." or "..")) parts.Add(part);
        }
        return string.Join('/', parts);
    }

    private static string Expression(string pattern)
    {
        var expression = new StringBuilder("^");
        for (var at = 0; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '*' when at + 1 < pattern.Length && pattern[at + 1] == '*':
                    at++;
                    if (at + 1 < pattern.Length && pattern[at + 1] == '/') at++;
                    expression.Append(at + 1 == pattern.Length ? ".*" : "(.*/)?");
                    break;
                case '*':
                    expression.Append("[^/]*");
                    break;
                case '?':
                    expression.Append("[^/]");
                    break;
                case '\\' when at + 1 < pattern.Length:
                    expression.Append(Regex.Escape(pattern[++at].ToString()));
                    break;
                case '[' or ']' or '^' or '-':
                    expression.Append(pattern[at]);
                    break;
                default:
                    expression.Append(Regex.Escape(pattern[at].ToString()));
                    break;
            }
        }
        return expression.Append("\\z").ToString();
    }
}
