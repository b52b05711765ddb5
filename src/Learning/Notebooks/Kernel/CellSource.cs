using System.Text.RegularExpressions;

namespace Workbook.Learning.Notebooks;

/// <summary>A cell's code with the lines taken out that are not C# (blanked, so that line numbers stay true).</summary>
internal sealed partial record CellSource(string Code)
{
    public bool ShowTime { get; private init; }

    /// <summary>Only types, to be compiled as a library of its own.</summary>
    public bool IsLibrary { get; private init; }

    /// <summary>The code is content of this mime type; null: it is C#.</summary>
    public string? ContentMime { get; private init; }

    /// <summary>Such as <c>#!who</c>, in order.</summary>
    public IReadOnlyList<string> Reports { get; private init; } = [];

    /// <summary>From <c>#r "nuget: Name, Version"</c>.</summary>
    public IReadOnlyList<PackageName> Packages { get; private init; } = [];

    /// <summary>From <c>#i "nuget: address or folder"</c>: where packages may come from as well.</summary>
    public IReadOnlyList<string> Feeds { get; private init; } = [];

    public CellError? Error { get; private init; }

    public static CellSource Parse(CellCode cell)
    {
        if (!cell.Text.Contains('#', StringComparison.Ordinal))
            return new CellSource(cell.Text);
        var lines = cell.Text.Split('\n');
        var found = new CellSource("");
        List<string> reports = [], feeds = [];
        List<PackageName> packages = [];
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            // These lines stand at the top; further down "#!" may be part of a raw string.
            if (line.Length > 0 && line[0] != '#' && !line.StartsWith("//", StringComparison.Ordinal))
                break;
            if (Package().Match(line) is { Success: true } package)
                packages.Add(new(package.Groups["name"].Value, package.Groups["version"] is { Success: true, Value: var version } ? version : null, i + 1));
            else if (Feed().Match(line) is { Success: true } feed)
                feeds.Add(feed.Groups["feed"].Value);
            else if (!line.StartsWith("#!", StringComparison.Ordinal))
                continue;
            else if (line == "#!time")
                found = found with { ShowTime = true };
            else if (line == "#!types")
                found = found with { IsLibrary = true };
            else if (MagicCommands.IsReport(line))
                reports.Add(line);
            else if (MagicCommands.MimeOf(line) is { } mime)
                return found with { Code = string.Join('\n', lines[(i + 1)..]), ContentMime = mime, Reports = reports };
            else if (line is not ("#!csharp" or "#!c#"))
                return found with { Error = Unknown(cell, line, i + 1) };
            lines[i] = "";
        }
        return found with { Code = string.Join('\n', lines), Reports = reports, Packages = packages, Feeds = feeds };
    }

    private static CellError Unknown(CellCode cell, string line, int number)
    {
        var word = line.Split([' ', '\t'], 2)[0];
        var known = string.Join(", ", MagicCommands.All.Select(magic => magic.Name));
        var message = $"{cell.Name}, line {number}: '{word}' is not known here; there are {known}.";
        return new CellError("CompilationError", message, [message]);
    }

    [GeneratedRegex("""^#r\s+"nuget:\s*(?<name>[\w.-]+)\s*(?:,\s*(?<version>[^"\s]+)\s*)?"$""", RegexOptions.IgnoreCase)]
    private static partial Regex Package();

    [GeneratedRegex("""^#i\s+"nuget:\s*(?<feed>[^"]+?)\s*"$""", RegexOptions.IgnoreCase)]
    private static partial Regex Feed();
}
