using Workbook.Orchestration.Images;

namespace Workbook.Orchestration.Tests.Images;

public class WildcardTests
{
    [TestCase("*", "", true)]
    [TestCase("*", "anything", true)]
    [TestCase("dev-*", "dev-", true)]
    [TestCase("dev-*", "Dev-1", false)]
    [TestCase("*.1", "1.1", true)]
    [TestCase("*.1", "1.1.2", false)]
    [TestCase("a*b*c", "aXbYbZc", true)]
    [TestCase("a*b*c", "acb", false)]
    [TestCase("v1", "v1", true)]
    [TestCase("v1", "v10", false)]
    [TestCase("a.c", "abc", false)]
    [TestCase("**x", "x", true)]
    public void Stars_stand_for_anything(string pattern, string text, bool expected) => Wildcard.Matches(pattern, text).Should().Be(expected);

    [Test]
    public void A_wicked_pattern_takes_no_time() =>
        Wildcard.Matches(string.Concat(Enumerable.Repeat("a*", 64)) + "b", new string('a', 300)).Should().BeFalse();
}
