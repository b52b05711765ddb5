using FsCheck;
using FsCheck.Fluent;
using Workbook.Server.Sessions;

namespace Workbook.Server.Tests.Sessions;

internal sealed class CommandLineTests
{
    private static readonly object[] Lines =
    [
        new object[] { "", Array.Empty<string>() },
        new object[] { "  /bin/sh  ", new[] { "/bin/sh" } },
        new object[] { "sh -c 'echo \"a  b\"; exit 3'", new[] { "sh", "-c", "echo \"a  b\"; exit 3" } },
        new object[] { "echo \"it's\" a\\ b '' \"\"", new[] { "echo", "it's", "a b", "", "" } },
        new object[] { "a\"b c\"'d e'f", new[] { "ab cd ef" } },
        new object[] { "\"a\\\"b\\\\c\\d\" '\\'", new[] { "a\"b\\c\\d", "\\" } },
        new object[] { "a && b | c > d", new[] { "a", "&&", "b", "|", "c", ">", "d" } },
    ];

    [TestCaseSource(nameof(Lines))]
    public void A_line_is_taken_apart_as_the_agent_does(string line, string[] words) => CommandLine.Split(line).Should().Equal(words);

    [TestCase("echo 'open")]
    [TestCase("echo \"open")]
    [TestCase("echo \\")]
    public void What_does_not_end_is_no_command(string line) => CommandLine.Split(line).Should().BeNull();

    [Test]
    public void Words_come_through() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>[]>(), words => CommandLine.Split(CommandLine.Join(words.Select(word => word.Get)))!.SequenceEqual(words.Select(word => word.Get))));
}
