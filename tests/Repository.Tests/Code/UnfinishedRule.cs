using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Code;

/// <summary>Nothing is left for later in the code. Exercises are for learners to finish.</summary>
internal sealed class UnfinishedRule
{
    internal static IEnumerable<Violation> Check(TextFile file) => file.IsIn("exercises")
        ? []
        : file.Find(file.CodeAndComments, @"\b(?:TODO|FIXME|HACK|XXX)\b", "Do it, or write an issue; comments say why, not what is missing.")
            .Concat(file.Find(file.Code, @"\bNotImplementedException\b", "Implement it; for cases that cannot be there is UnreachableException, for AWS's an AWS error."));

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Tree.CSharp.SelectMany(Check));

    [TestCase("// TODO: later")]
    [TestCase("/* FIXME */")]
    [TestCase("throw new NotImplementedException();")]
    public void It_bites(string code)
    {
        Check(new TextFile("src/A.cs", "\n" + code)).Should().ContainSingle().Which.Line.Should().Be(2);
        Check(new TextFile("exercises/04-task-definitions/A.cs", code)).Should().BeEmpty();
    }
}
