using System.Text.RegularExpressions;
using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Code;

/// <summary>
/// A C# file is named after one of its top-level types (<c>World.Tasks.cs</c> after <c>World</c>) or what the names of
/// several begin with, and not after nothing in particular. What stands beside that type belongs to it: the cases of a
/// union, the result of a function. Wrong submissions are named after what is wrong.
/// </summary>
internal sealed class FileNameRule
{
    internal static IEnumerable<Violation> Check(TextFile file)
    {
        if (Regex.IsMatch(file.Stem, "(?:Utils?|Utilit(?:y|ies)|Helpers?|Misc|Common|Stuff)$"))
        {
            yield return new Violation(file.Path, 1, "Name it after the concept in it; a drawer for everything fills up.");
        }
        var types = DeclaredType.In(file).Where(type => !type.IsNested).ToList();
        if (types.Count > 0 && types.All(type => type.Name != file.Stem) && types.Count(type => type.Name.StartsWith(file.Stem, StringComparison.Ordinal)) < 2)
        {
            yield return new Violation(file.Path, types[0].Line, $"Name the file after one of its types ({string.Join(", ", types.Select(type => type.Name))}), or the type after the file.");
        }
    }

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Tree.CSharp.Where(file => !file.IsIn("tests/Exercises.Tests/Wrong")).SelectMany(Check));

    [TestCase("src/A.cs", "namespace N;\npublic sealed class B;", 1)]
    [TestCase("src/A.cs", "public sealed class B;\npublic sealed class A;", 0)]
    [TestCase("src/A.More.cs", "public partial class A;", 0)]
    [TestCase("src/A.cs", "public sealed class AReader;\npublic sealed class AWriter;", 0)]
    [TestCase("src/A.cs", "public sealed class AReader;", 1)]
    [TestCase("src/Program.cs", "return 0;", 0)]
    [TestCase("src/TextHelpers.cs", "internal static class TextHelpers;", 1)]
    [TestCase("src/Misc.cs", "", 1)]
    public void It_bites(string path, string text, int violations) => Check(new TextFile(path, text)).Should().HaveCount(violations);
}
