using Workbook.Engine.Building;

namespace Workbook.Engine.Tests.Building;

internal sealed class IgnoreRulesTests
{
    private static readonly string[] Tree = ["a", "src", "src/a", "src/secret", "src/secret/a", "src/secret/public", "src/secret/public/a"];

    [TestCase("bin", "bin", true)]
    [TestCase("bin", "bin/Release/a.dll", true, Description = "all below a folder goes with it")]
    [TestCase("bin", "src/bin", false, Description = "without a pattern in front, a name is one at the top")]
    [TestCase("/bin/", "bin/a", true)]
    [TestCase("**/bin", "src/bin/a", true)]
    [TestCase("**/bin", "bin", true)]
    [TestCase("*.md", "README.md", true)]
    [TestCase("*.md", "docs/README.md", false)]
    [TestCase("**/*.md", "docs/en/README.md", true)]
    [TestCase("*/*.md", "docs/README.md", true)]
    [TestCase("docs/**", "docs/en/README.md", true)]
    [TestCase("docs/**", "docs", false)]
    [TestCase("a?c", "abc", true)]
    [TestCase("a?c", "a/c", false)]
    [TestCase("[a-c].txt", "b.txt", true)]
    [TestCase("[^a-c].txt", "b.txt", false)]
    [TestCase("./a/../b", "b", true)]
    [TestCase("# bin", "bin", false)]
    [TestCase("  bin  ", "bin", true)]
    [TestCase("a+b", "a+b", true)]
    [TestCase("a.b", "axb", false)]
    [TestCase("\\*", "a", false)]
    [TestCase("", "a", false)]
    public void A_line_names_files(string line, string path, bool ignored) => IgnoreRules.Of(line).Ignores(path).Should().Be(ignored);

    [Test]
    public void The_last_line_that_matches_decides()
    {
        var rules = IgnoreRules.Of("*", "!src", "src/secret", "!src/secret/public");

        Tree.Where(rules.Ignores)
            .Should().Equal("a", "src/secret", "src/secret/a");
        rules.HasExceptions.Should().BeTrue();
    }

    [Test]
    public void Brackets_that_do_not_close_are_said() =>
        FluentActions.Invoking(() => IgnoreRules.Of("[a")).Should().Throw<BuildException>().WithMessage("*'[a'*");
}
