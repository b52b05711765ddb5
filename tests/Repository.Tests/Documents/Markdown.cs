using System.Text.Json;
using System.Text.RegularExpressions;
using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Documents;

/// <summary>Markdown as far as rules need it: headings, links, code.</summary>
internal static partial class Markdown
{
    /// <summary>The Markdown documents: files, and the texts of notebooks (where lines count within the notebook's prose).</summary>
    public static IEnumerable<TextFile> Documents =>
        Tree.WithExtension(".md").Concat(Tree.WithExtension(".ipynb").Select(Prose));

    /// <summary>What a notebook's Markdown cells say.</summary>
    public static TextFile Prose(TextFile notebook)
    {
        using var json = JsonDocument.Parse(notebook.Text);
        var cells = json.RootElement.GetProperty("cells").EnumerateArray()
            .Where(cell => cell.GetProperty("cell_type").GetString() == "markdown")
            .Select(cell => cell.GetProperty("source"))
            .Select(source => source.ValueKind == JsonValueKind.String ? source.GetString() : string.Concat(source.EnumerateArray().Select(line => line.GetString())));
        return new TextFile(notebook.Path, string.Join("\n\n", cells));
    }

    /// <summary>The text with code blanked, at the same offsets.</summary>
    public static string WithoutCode(TextFile file) =>
        CodeSpan().Replace(Fence().Replace(file.Text, Blank), Blank);

    /// <summary>Code, blocks and spans, with offsets.</summary>
    public static IEnumerable<(string Code, int Offset)> Code(TextFile file)
    {
        foreach (Match block in Fence().Matches(file.Text)) yield return (block.Groups["code"].Value, block.Groups["code"].Index);
        foreach (Match span in CodeSpan().Matches(Fence().Replace(file.Text, Blank))) yield return (span.Groups["code"].Value, span.Groups["code"].Index);
    }

    /// <summary>Where links lead, with offsets.</summary>
    public static IEnumerable<(string Target, int Offset)> Links(TextFile file) =>
        Link().Matches(WithoutCode(file)).Select(match => (match.Groups["target"].Value, match.Index));

    /// <summary>The anchors that headings have on GitHub.</summary>
    public static IReadOnlySet<string> Anchors(TextFile file)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match heading in Heading().Matches(Fence().Replace(file.Text, Blank)))
        {
            var anchor = Dropped().Replace(heading.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-');
            var unique = anchor;
            for (var copy = 1; !anchors.Add(unique); copy++) unique = $"{anchor}-{copy}";
        }
        return anchors;
    }

    private static string Blank(Match match) => Regex.Replace(match.Value, "[^\n]", " ");

    [GeneratedRegex(@"^ *(?<fence>```+|~~~+)[^\n]*\n(?<code>.*?)^ *\k<fence> *$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?<!`)(?<ticks>`+)(?!`)(?<code>[^\n]*?[^`\n])\k<ticks>(?!`)")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\]\((?<target>[^()\s]+)(?:\s+""[^""]*"")?\)|^\[[^\]]+\]:\s*(?<target>\S+)", RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} +(?<text>.+?)#*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\p{M}_\- ]")]
    private static partial Regex Dropped();
}
