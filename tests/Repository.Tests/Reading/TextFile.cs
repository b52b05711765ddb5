using System.Text.RegularExpressions;

namespace Workbook.Repository.Tests.Reading;

/// <summary>A file that rules look at.</summary>
/// <param name="Path">From the repository's root, with forward slashes.</param>
/// <param name="Text">All of it; a byte order mark stays, bytes that are no UTF-8 become U+FFFD.</param>
internal sealed record TextFile(string Path, string Text)
{
    private CSharpText? source;

    /// <summary>The file's name.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The name up to its first dot: <c>World</c> of <c>World.Tasks.cs</c>.</summary>
    public string Stem => Name.Split('.')[0];

    /// <summary>The path of its folder.</summary>
    public string Folder => PathSet.FolderOf(Path);

    /// <summary>The lines, without what ends them.</summary>
    public string[] Lines => Text.Split('\n');

    /// <summary>C# with comments and texts blanked, at the same offsets.</summary>
    public string Code => Source.Code;

    /// <summary>C# with texts blanked but comments kept, at the same offsets.</summary>
    public string CodeAndComments => Source.CodeAndComments;

    private CSharpText Source => source ??= new CSharpText(Text);

    /// <summary>Whether the file lies in one of these folders, at any depth.</summary>
    public bool IsIn(params string[] folders) => folders.Any(folder => Path.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>The line of an offset, from 1.</summary>
    public int LineAt(int offset) => Text.AsSpan(0, offset).Count('\n') + 1;

    /// <summary>A violation at each place where the pattern matches one of this file's views.</summary>
    public IEnumerable<Violation> Find(string view, string pattern, string advice) =>
        Regex.Matches(view, pattern, RegexOptions.Multiline).Select(match => new Violation(Path, LineAt(match.Index), advice));
}
