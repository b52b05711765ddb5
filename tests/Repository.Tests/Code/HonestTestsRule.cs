using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Code;

/// <summary>Tests run, and say what they found.</summary>
internal sealed class HonestTestsRule
{
    internal static IEnumerable<Violation> Check(TextFile file) =>
        file.Find(file.Code, @"\[(?:[\w(), ]+,\s*)?(?:Ignore|Explicit)\b", "Mend the test or remove it; a test that needs a tool asks for it and is skipped without it.")
            .Concat(file.Find(file.Code, @"\bAssert\s*\.\s*(?:Pass|Inconclusive)\b|\bSuccessException\b", "Let the test end by itself when it has passed."))
            .Concat(file.Find(file.Code, @"\[Retry\b", "Find out why it fails at times; a second try hides it."));

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Tree.CSharp.SelectMany(Check));

    [TestCase("[Ignore(\"flaky\")]")]
    [TestCase("[Test, Ignore(\"flaky\")]")]
    [TestCase("[Explicit]")]
    [TestCase("Assert.Pass();")]
    [TestCase("[Retry(3)]")]
    public void It_bites(string code) => Check(new TextFile("tests/A.cs", "\n" + code)).Should().ContainSingle().Which.Line.Should().Be(2);

    [TestCase("[JsonIgnore]")]
    [TestCase("// Assert.Pass would pass")]
    [TestCase("var cheat = \"Assert.Pass();\";")]
    public void It_lets_pass(string code) => Check(new TextFile("tests/A.cs", code)).Should().BeEmpty();
}
