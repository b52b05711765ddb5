using System.Text.RegularExpressions;

namespace Workbook.Repository.Tests.Reading;

/// <summary>A type that a C# file declares.</summary>
/// <param name="Name">Without type parameters.</param>
/// <param name="Line">The line of its declaration, from 1.</param>
/// <param name="IsPublic">Whether other projects see it: it and the type around it are public.</param>
/// <param name="IsNested">Whether it stands inside another type.</param>
internal sealed partial record DeclaredType(string Name, int Line, bool IsPublic, bool IsNested)
{
    /// <summary>The types of a file that is laid out as all here are: top-level types at column 0, nested ones at 4.</summary>
    public static IReadOnlyList<DeclaredType> In(TextFile file)
    {
        var types = new List<DeclaredType>();
        var outerIsPublic = false;
        foreach (Match match in Declaration().Matches(file.Code))
        {
            var isNested = match.Groups["indent"].Length > 0;
            var isPublic = match.Groups["modifiers"].Value.Split(' ').Contains("public");
            if (!isNested) outerIsPublic = isPublic;
            types.Add(new DeclaredType(match.Groups["name"].Value, file.LineAt(match.Index), isPublic && outerIsPublic, isNested));
        }
        return types;
    }

    [GeneratedRegex(@"^(?<indent>(    )?)(?<modifiers>(?:(?:public|internal|private|protected|file|static|sealed|abstract|partial|readonly|ref|unsafe) )*)(?:(?:record struct|record class|record|class|struct|interface|enum) (?<name>\w+)(?=\s*[<({:;\s])|delegate [^(]*?(?<name>\w+)(?:<[^>]*>)?\()", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
