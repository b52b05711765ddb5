using Workbook.Orchestration.Placement.Cql;
using Workbook.Shapes;

namespace Workbook.Orchestration.Tests.Placement;

/// <summary>How long and deep an expression of the cluster query language may be, and where comparisons turn.</summary>
public class CqlLimitTests
{
    private const string True = "agentConnected == true";

    private static bool Holds(string expression, bool isConnected = true)
    {
        var machines = new Machines();
        var machine = machines.Add(change: instance => instance with
        {
            AgentConnected = isConnected,
            VersionInfo = new() { AgentVersion = "1.14.5" },
            Attributes = instance.Attributes.Append(new() { Name = "rack", Value = "9" }).ToValueList(),
        });
        for (var task = 0; task < 3; task++) machines.Start(machine, "family:web");
        return Query.Parse(expression).Selects(machines.World, machines.World.ContainerInstances[machine.Id]);
    }

    private static string MessageOf(string expression) => FluentActions.Invoking(() => Query.Parse(expression)).Should().Throw<ApiException>().Which.Message;

    [TestCase("runningTasksCount <= 3", true)]
    [TestCase("runningTasksCount <= 2", false)]
    [TestCase("runningTasksCount less_than 4", true)]
    [TestCase("runningTasksCount less_than 3", false)]
    [TestCase("runningTasksCount > 2", true)]
    [TestCase("runningTasksCount > 3", false)]
    [TestCase("runningTasksCount >= 3", true)]
    [TestCase("agentVersion <= 1.14.5", true)]
    [TestCase("agentVersion <= 1.14.4", false)]
    [TestCase("agentVersion < 1.14.5.1", true)]
    [TestCase("agentVersion > 1.14", true)]
    [TestCase("attribute:rack < 10.5", true)]
    [TestCase("attribute:rack > -10", true)]
    [TestCase("attribute:rack <= 9.0", true)]
    public void Comparisons_turn_at_the_value(string expression, bool holds) => Holds(expression).Should().Be(holds);

    [Test]
    public void An_agent_that_is_not_connected_says_false()
    {
        Holds("agentConnected == false", isConnected: false).Should().BeTrue();
        Holds(True, isConnected: false).Should().BeFalse();
    }

    [Test]
    public void One_hundred_deep_is_deep_enough()
    {
        const string Message = "parentheses and negations may be nested 100 deep at most.";
        Holds(new string('(', 99) + True + new string(')', 99)).Should().BeTrue();
        MessageOf(new string('(', 100) + True + new string(')', 100)).Should().EndWith($"column 101: {Message}");
        Holds(new string('!', 98) + True).Should().BeTrue();
        MessageOf(new string('!', 100) + True).Should().EndWith(Message);
        Holds(string.Join(" and ", Enumerable.Repeat($"({True})", 60))).Should().BeTrue("what stands beside one another is not nested");
    }

    [Test]
    public void An_expression_of_2000_characters_is_read_and_a_long_one_is_shown_in_part()
    {
        Holds("attribute:a == " + new string('b', 1985)).Should().BeFalse();
        var just = "attribute:a " + new string('b', 88);
        MessageOf(just).Should().StartWith($"Invalid expression '{just}', column 13:");
        MessageOf(just + "c").Should().StartWith($"Invalid expression '{just}...', column 13:");
    }

    [Test]
    public void An_unknown_subject_is_told_the_known_ones() =>
        MessageOf("colour == red").Should().MatchRegex("^Invalid expression 'colour == red', column 1: unknown subject 'colour', expected one of agentConnected, agentVersion, [A-Za-z0-9:, ]+[^,]$");

    [TestCase("(a*)*", true)]
    [TestCase("((a*)*)*", false)]
    [TestCase("((a+)+)+", false)]
    [TestCase("((a{2}){2}){2}", false)]
    [TestCase("(a*)*(b*)*(c*)*", true, Description = "one after the other is not one in the other")]
    [TestCase(@"\(\(a*\)*\)*", true, Description = "escaped parentheses group nothing")]
    [TestCase(@"(\*(a\+)*)*", true)]
    [TestCase("[*+{]", true)]
    [TestCase("([ab]*c)*", true)]
    [TestCase("(([ab]*c)*d)*", false)]
    public void Repetitions_may_be_nested_two_deep(string pattern, bool isBearable) => PatternSize.IsBearable(pattern).Should().Be(isBearable);

    [Test]
    public void A_pattern_may_have_256_characters()
    {
        PatternSize.IsBearable(new string('a', 256)).Should().BeTrue();
        PatternSize.IsBearable(new string('a', 257)).Should().BeFalse();
    }
}
