using Workbook.Generator.Model;

namespace Workbook.Generator.Tests;

public sealed class JsonReaderTests
{
    [TestCase("null", null)]
    [TestCase(" true ", true)]
    [TestCase("false", false)]
    [TestCase("-12.5e2", -1250.0)]
    [TestCase("\"a\\u0041\\n\\\"\\\\\\/\"", "aA\n\"\\/")]
    public void Scalars(string json, object? value) => JsonReader.Parse(json).Should().Be(value);

    [Test]
    public void An_object_keeps_the_order_of_its_members()
    {
        var read = (JsonObject)JsonReader.Parse("""{ "b": 1, "a": [ "x", [], {} ], "c": { "d": null } }""")!;

        read.Names.Should().Equal("b", "a", "c");
        read.NumberOrNull("b").Should().Be(1);
        read.Texts("a").Should().Equal("x");
        read.ObjectOrNull("c")!.Names.Should().Equal("d");
        read.Flag("missing").Should().BeFalse();
        read.Invoking(o => o.Text("missing")).Should().Throw<FormatException>().WithMessage("*missing*");
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[1,]")]
    [TestCase("""{"a" 1}""")]
    [TestCase("\"open")]
    [TestCase("nul")]
    [TestCase("1 2")]
    public void What_is_no_json_is_refused(string json) =>
        FluentActions.Invoking(() => JsonReader.Parse(json)).Should().Throw<FormatException>();
}
