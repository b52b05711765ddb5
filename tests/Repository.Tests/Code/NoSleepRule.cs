using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Code;

/// <summary>Code waits for what happens, not for time to pass.</summary>
internal sealed class NoSleepRule
{
    internal static IEnumerable<Violation> Check(TextFile file) =>
        file.Find(file.Code, @"\bThread\s*\.\s*(?:Sleep|SpinWait)\b|\bSpinWait\s*\.\s*SpinUntil\b", "Wait for what happens (a task, a signal), or let a TimeProvider tell the time.");

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Tree.CSharp.SelectMany(Check));

    [Test]
    public void It_bites() => Check(new TextFile("tests/A.cs", "\nThread.Sleep(100); // Thread.Sleep")).Should().ContainSingle().Which.Line.Should().Be(2);
}
