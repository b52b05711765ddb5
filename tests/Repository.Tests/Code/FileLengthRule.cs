using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Code;

/// <summary>A C# file has 300 lines at most.</summary>
internal sealed class FileLengthRule
{
    private const int Most = 300;

    internal static IEnumerable<Violation> Check(TextFile file)
    {
        var lines = file.Text.TrimEnd('\n').Split('\n').Length;
        if (lines > Most) yield return new Violation(file.Path, lines, $"{lines} lines; give a concept in it a file of its own, {Most} are the most.");
    }

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Tree.CSharp.SelectMany(Check));

    [TestCase(Most, 0)]
    [TestCase(Most + 1, 1)]
    public void It_bites(int lines, int violations) =>
        Check(new TextFile("src/A.cs", string.Concat(Enumerable.Repeat("// a\n", lines)))).Should().HaveCount(violations);
}
