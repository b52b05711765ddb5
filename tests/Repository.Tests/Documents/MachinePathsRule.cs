using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Documents;

/// <summary>What people read and run does not depend on where someone keeps his files.</summary>
internal sealed class MachinePathsRule
{
    private static readonly string[] Extensions = [".cs", ".md", ".ipynb", ".mjs", ".json", ".yml", ".props", ".targets", ".csproj", ".sln"];

    // Containers have a /tmp too; what lies in it is some machine's. Not a part of a longer path or of an address, as in https://host/home/ or ~/work/.
    private const string Paths = @"(?<![\w.~*/}-])/(?:root\b(?!-)|(?:home|work|tmp)/\w)|(?<![\w])[A-Z]:\\+Users\\";

    internal static IEnumerable<Violation> Check(TextFile file) => Extensions.Contains(Path.GetExtension(file.Path)) && !file.IsIn("src/Generator/Models")
        ? file.Find(file.Text, Paths, "Say it from the repository's root, or ask the system (Path.GetTempPath).")
        : [];

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Tree.Text.Where(file => file.Name != $"{nameof(MachinePathsRule)}.cs").SelectMany(Check));

    [TestCase("a.md", "see /home/ada/notes")]
    [TestCase("a.cs", "var a = \"/tmp/a.db\";")]
    [TestCase("a.cs", "var a = \"/root\";")]
    [TestCase("a.ipynb", "\"#load /work/a.csx\"")]
    [TestCase("a.cs", "var a = @\"C:\\Users\\ada\";")]
    public void It_bites(string path, string text) => Check(new TextFile(path, "\n" + text)).Should().ContainSingle().Which.Line.Should().Be(2);

    [TestCase("GET /_workbook/health")]
    [TestCase("https://example.com/home/a")]
    [TestCase("artifacts/work/a")]
    [TestCase("the /workbook command")]
    [TestCase("mounted at /tmp in the container")]
    public void It_lets_pass(string text) => Check(new TextFile("a.md", text)).Should().BeEmpty();
}
