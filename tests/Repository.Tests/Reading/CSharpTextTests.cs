namespace Workbook.Repository.Tests.Reading;

internal sealed class CSharpTextTests
{
    [TestCase("a // b\nc", "a     \nc")]
    [TestCase("a /* b\n */ c", "a     \n    c")]
    [TestCase("a(\"b // \\\" c\"); d", "a(           ); d")]
    [TestCase("a(@\"b\\\"); c", "a(     ); c")]
    [TestCase("a(@\"b\"\"c\"); d", "a(       ); d")]
    [TestCase("a(\"\"\"b \" c\"\"\"); d", "a(           ); d")]
    [TestCase("$\"b{c}{{d}}\" + e", "    c        + e")]
    [TestCase("$\"b{c[\"d\"]}\" + e", "    c[   ]   + e")]
    [TestCase("$$\"\"\"{b}{{c}}\"\"\" + d", "          c      + d")]
    [TestCase("'\"' + a + '\\'' + b", "    + a +      + b")]
    [TestCase("#pragma it's\na", "            \na")]
    [TestCase("@class + a", "@class + a")]
    public void Only_code_is_left(string source, string code) => new CSharpText(source).Code.Should().Be(code);

    [Test]
    public void Comments_can_be_kept() => new CSharpText("a // b\n\"c\"").CodeAndComments.Should().Be("a // b\n   ");
}
