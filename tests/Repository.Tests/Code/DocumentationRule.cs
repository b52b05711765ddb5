using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Code;

/// <summary>Public types say what they are. The bundled SDKs follow AWS's own documentation.</summary>
internal sealed class DocumentationRule
{
    internal static IEnumerable<Violation> Check(TextFile file)
    {
        // The parts of a partial type after the first one: World.Tasks.cs.
        var isFurtherPart = file.Name.Count(character => character == '.') > 1;
        if (!file.IsIn("src") || file.IsIn("src/Sdk") || isFurtherPart) yield break;
        var lines = file.Lines;
        foreach (var type in DeclaredType.In(file).Where(type => type.IsPublic && !IsDocumented(lines, type.Line)))
        {
            yield return new Violation(file.Path, type.Line, $"Write a /// <summary> directly above {type.Name}: what it is, in which units, following which AWS page.");
        }
    }

    private static bool IsDocumented(string[] lines, int declaration)
    {
        var above = declaration - 2;
        while (above >= 0 && lines[above].Trim() is var line && (line.StartsWith('[') || line.EndsWith(']') || line.StartsWith('#')) && !line.StartsWith("///", StringComparison.Ordinal)) above--;
        for (; above >= 0 && lines[above].Trim().StartsWith("///", StringComparison.Ordinal); above--)
        {
            if (lines[above].Contains("<summary>", StringComparison.Ordinal) || lines[above].Contains("<inheritdoc", StringComparison.Ordinal)) return true;
        }
        return false;
    }

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Tree.CSharp.SelectMany(Check));

    [TestCase("src/A.cs", "public class A;", 1)]
    [TestCase("src/A.cs", "// A.\npublic class A;", 1)]
    [TestCase("src/A.cs", "/// <summary>A.</summary>\n\npublic class A;", 1)]
    [TestCase("src/A.cs", "/// <summary>A.</summary>\n[Obsolete]\npublic class A;", 0)]
    [TestCase("src/A.cs", "/// <summary>A.</summary>\n/// <param name=\"b\">B.</param>\npublic record A(int b)\n{\n    public enum C { D }\n}", 1)]
    [TestCase("src/A.cs", "internal class A\n{\n    public enum C { D }\n}", 0)]
    [TestCase("src/A.More.cs", "public partial class A;", 0)]
    [TestCase("src/Sdk/A.cs", "public class A;", 0)]
    [TestCase("tests/A.cs", "public class A;", 0)]
    public void It_bites(string path, string text, int violations) => Check(new TextFile(path, text)).Should().HaveCount(violations);
}
