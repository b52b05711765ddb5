using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Code;

/// <summary>Whoever drops an exception says why.</summary>
internal sealed class EmptyCatchRule
{
    private const string Parentheses = @"\((?>[^()]+|(?<open>\()|(?<-open>\)))*(?(open)(?!))\)";

    internal static IEnumerable<Violation> Check(TextFile file) =>
        file.Find(file.CodeAndComments, $@"\bcatch\s*(?:{Parentheses}\s*)?(?:when\s*{Parentheses}\s*)?\{{\s*\}}", "Handle it, or say in a comment why it may be dropped.");

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Tree.CSharp.SelectMany(Check));

    [TestCase("try { A(); } catch { }")]
    [TestCase("try { A(); } catch (Exception) { }")]
    [TestCase("try { A(); } catch (Exception e) when (e is IOException { Message: \"\" } or B(1)) {\n}")]
    public void It_bites(string code) => Check(new TextFile("src/A.cs", "\n" + code)).Should().ContainSingle().Which.Line.Should().Be(2);

    [TestCase("catch { throw; }")]
    [TestCase("catch (Exception)\n{\n    // It was about to end anyway.\n}")]
    public void It_lets_pass(string code) => Check(new TextFile("src/A.cs", code)).Should().BeEmpty();
}
