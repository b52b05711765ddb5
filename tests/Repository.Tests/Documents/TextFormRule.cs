using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Documents;

/// <summary>Text files are UTF-8 without a byte order mark, end every line with LF, the last one too, and C# and Markdown have no blanks at the end of a line.</summary>
internal sealed class TextFormRule
{
    internal static IEnumerable<Violation> Check(TextFile file)
    {
        // The command shell of Windows wants CRLF; the solution is written by dotnet, with a mark.
        if (file.Text.StartsWith('\uFEFF') && Path.GetExtension(file.Path) != ".sln") yield return new Violation(file.Path, 1, "Save it without a byte order mark.");
        var broken = file.Text.IndexOf('\uFFFD');
        if (broken >= 0) yield return new Violation(file.Path, file.LineAt(broken), "Save it as UTF-8.");
        var carriageReturn = file.Text.IndexOf('\r');
        if (carriageReturn >= 0 && Path.GetExtension(file.Path) is not (".cmd" or ".sln")) yield return new Violation(file.Path, file.LineAt(carriageReturn), "End lines with LF alone.");
        if (file.Text.Length > 0 && !file.Text.EndsWith('\n')) yield return new Violation(file.Path, file.LineAt(file.Text.Length), "End the last line with LF.");
        if (Path.GetExtension(file.Path) is not (".cs" or ".md")) yield break;
        foreach (var violation in file.Find(file.Text, @"[ \t]+$", "Remove the blanks at the end of the line.")) yield return violation;
    }

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Tree.Text.SelectMany(Check));

    [TestCase("a.cs", "\uFEFFa\n", 1)]
    [TestCase("a.json", "\na\uFFFD\n", 2)]
    [TestCase("a.cs", "a\nb\r\n", 2)]
    [TestCase("a.cs", "a\nb", 2)]
    [TestCase("a.md", "a\nb \n", 2)]
    public void It_bites(string path, string text, int line) => Check(new TextFile(path, text)).Should().ContainSingle().Which.Line.Should().Be(line);

    [TestCase("a.cmd", "a\r\n")]
    [TestCase("a.ipynb", "a \n")]
    public void It_lets_pass(string path, string text) => Check(new TextFile(path, text)).Should().BeEmpty();
}
