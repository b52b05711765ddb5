using Workbook.Orchestration.Placement.Cql;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;
using static Workbook.Orchestration.Tests.Placement.Machines;

namespace Workbook.Orchestration.Tests.Placement;

/// <summary>The cluster query language.</summary>
public class CqlTests
{
    private static bool Holds(string expression)
    {
        var machines = new Machines();
        var machine = machines.Add(zone: "a", stack: "it's blue", change: instance => instance with
        {
            Ec2InstanceId = "i-abcd1234",
            VersionInfo = new() { AgentVersion = "1.14.5" },
            RegisteredAt = new(2018, 2, 13, 12, 0, 0, TimeSpan.Zero),
            Attributes = instance.Attributes.Concat([new() { Name = "ecs.instance-type", Value = "g2.small" }, new() { Name = "rack", Value = "9" }, new() { Name = "flag" }]).ToValueList(),
        });
        machines.Start(machine, "service:production");
        machines.Start(machine, "database");
        machines.Start(machine, "database");
        return Query.Parse(expression).Selects(machines.World, machines.World.ContainerInstances[machine.Id]);
    }

    // The guide's examples first.
    [TestCase("attribute:ecs.instance-type == t2.small", false)]
    [TestCase("attribute:ecs.instance-type == g2.small", true)]
    [TestCase("attribute:ecs.availability-zone in [us-east-1a, us-east-1b]", true)]
    [TestCase("attribute:ecs.availability-zone in [us-east-1c]", false)]
    [TestCase("attribute:ecs.instance-type =~ g2.* and attribute:ecs.availability-zone != us-east-1d", true)]
    [TestCase("task:group == service:production", true)]
    [TestCase("not(task:group == database)", false)]
    [TestCase("not(task:group == cache)", true)]
    [TestCase("runningTasksCount == 3", true)]
    [TestCase("runningTasksCount == 1", false)]
    [TestCase("agentVersion < 1.14.5", false)]
    [TestCase("registeredAt < 2018-02-13", false)]
    [TestCase("registeredAt < 2018-02-14", true)]
    [TestCase("ec2InstanceId in ['i-abcd1234', 'i-wxyx7890']", true)]
    // Versions by their parts, times with and without zone.
    [TestCase("agentVersion >= 1.9", true)]
    [TestCase("agentVersion == 1.14.5.0", true)]
    [TestCase("agentVersion greater_than 1.14.40", false)]
    [TestCase("agentVersion != 1.14.5", false)]
    [TestCase("registeredAt == 2018-02-13T12:00:00", true)]
    [TestCase("registeredAt == 2018-02-13T12:00:00Z", true)]
    [TestCase("registeredAt == 2018-02-13T14:00:00+02:00", true)]
    [TestCase("registeredAt > 2018-02-13T12:00:00-01:00", false)]
    // Every operator in both forms.
    [TestCase("attribute:rack equals 9", true)]
    [TestCase("attribute:rack not_equals 9", false)]
    [TestCase("attribute:rack < 10", true)]
    [TestCase("attribute:rack less_than_equal 9", true)]
    [TestCase("attribute:rack greater_than_equal 9.5", false)]
    [TestCase("attribute:rack exists", true)]
    [TestCase("attribute:rack !exists", false)]
    [TestCase("attribute:rack not_exists", false)]
    [TestCase("attribute:flag exists", true)]
    [TestCase("attribute:colour exists", false)]
    [TestCase("attribute:colour !exists", true)]
    [TestCase("attribute:rack !in [8, 10]", true)]
    [TestCase("attribute:rack not_in [9]", false)]
    [TestCase("ec2InstanceId matches 'i-[a-z]+\\d{4}'", true)]
    [TestCase("ec2InstanceId !~ i-.*", false)]
    [TestCase("ec2InstanceId not_matches abcd", true)]
    [TestCase("agentConnected == true", true)]
    [TestCase("agentConnected in [false]", false)]
    [TestCase("runningTasksCount<5&&runningTasksCount>=3", true)]
    // What is not there is unequal to everything.
    [TestCase("attribute:colour != red", true)]
    [TestCase("attribute:colour == red", false)]
    [TestCase("attribute:colour < red", false)]
    [TestCase("attribute:colour !~ .*", true)]
    // not before and before or; words in any case; quotes of both kinds.
    [TestCase("attribute:flag exists or attribute:rack == 1 and attribute:rack == 2", true)]
    [TestCase("(attribute:flag exists or attribute:rack == 1) and attribute:rack == 2", false)]
    [TestCase("! attribute:flag exists || attribute:rack == 9", true)]
    [TestCase("NOT attribute:flag exists AND attribute:rack == 9", false)]
    [TestCase("!!attribute:flag exists", true)]
    [TestCase("attribute:stack == \"it's blue\"", true)]
    [TestCase("attribute:stack == 'it\\'s blue'", true)]
    [TestCase("attribute:stack =~ \"it's (red|blue)\"", true)]
    // A pattern has to match the whole value.
    [TestCase("attribute:ecs.instance-type =~ g2", false)]
    [TestCase("attribute:ecs.instance-type =~ 'g2|g2.small'", true)]
    public void An_expression_selects_or_does_not(string expression, bool selects)
    {
        Holds(expression).Should().Be(selects);
        Holds($"not ({expression})").Should().Be(!selects);
    }

    [TestCase("", 1, "expected a subject, 'not' or '(', but found the end")]
    [TestCase("   ", 4, "expected a subject, 'not' or '(', but found the end")]
    [TestCase("attribute:a", 12, "expected an operator such as '==', 'in' or '=~', but found the end")]
    [TestCase("attribute:a ==", 15, "expected a value, but found the end")]
    [TestCase("attribute:a == (b)", 16, "expected a value, but found '('")]
    [TestCase("attribute:a = b", 13, "'=' is no operator")]
    [TestCase("attribute:a == b & attribute:b == c", 18, "'&' is no operator")]
    [TestCase("attribute: == b", 1, "unknown subject 'attribute:', expected one of agentConnected*")]
    [TestCase("colour == red", 1, "unknown subject 'colour', expected one of agentConnected*")]
    [TestCase("attribute:a == b attribute:b == c", 18, "expected 'and', 'or' or the end, but found 'attribute:b'")]
    [TestCase("(attribute:a == b", 18, "expected 'and', 'or' or ')', but found the end")]
    [TestCase("attribute:a == b)", 17, "expected 'and', 'or' or the end, but found ')'")]
    [TestCase("attribute:a in b", 16, "expected a list such as [[]a, b], but found 'b'")]
    [TestCase("attribute:a in []", 17, "expected a value, but found ']'")]
    [TestCase("attribute:a in [b c]", 19, "expected ',' or ']', but found 'c'")]
    [TestCase("attribute:a ! b", 15, "expected 'in' or 'exists' after '!', but found 'b'")]
    [TestCase("attribute:a == 'b", 16, "the quote is not closed")]
    [TestCase("agentVersion =~ 1.*", 14, "agentVersion cannot be compared with '=~'")]
    [TestCase("agentConnected > true", 16, "agentConnected cannot be compared with '>'")]
    [TestCase("agentVersion > new", 16, "expected a version such as 1.14.5, but found 'new'")]
    [TestCase("registeredAt > yesterday", 16, "expected a time such as 2018-06-18T22:28:28Z or 2018-06-18, but found 'yesterday'")]
    [TestCase("runningTasksCount < few", 21, "expected a whole number, but found 'few'")]
    [TestCase("attribute:a =~ '('", 16, "'(' is no regular expression")]
    [TestCase("attribute:a =~ 'a)|(b'", 16, "'a)|(b' is no regular expression")]
    [TestCase("attribute:a =~ '(?=a)b'", 16, "'(?=a)b' is too large, looks ahead, looks back or refers back, which is not supported")]
    [TestCase("attribute:a =~ '((a*b)*c)+'", 16, "patterns may have at most 256 characters and repeat what repeats only 2 deep")]
    [TestCase("attribute:a == b and or", 22, "unknown subject 'or'*")]
    public void A_mistake_is_pointed_at(string expression, int column, string problem)
    {
        var error = FluentActions.Invoking(() => Query.Parse(expression)).Should().Throw<ApiException>().Which;
        error.Code.Should().Be("InvalidParameterException");
        error.Message.Should().Match($"Invalid expression '{expression.Replace("[", "[[]", StringComparison.Ordinal)}', column {column}: {problem}*".Replace("[[]", "[", StringComparison.Ordinal));
    }

    [Test]
    public void However_long_or_deep_a_text_is_it_is_refused_and_nothing_worse()
    {
        foreach (var text in new[] { new string('(', 1999), new string('!', 1999), new string('(', 100_000), string.Concat(Enumerable.Repeat("not ", 400)), new string('\'', 5) })
            FluentActions.Invoking(() => Query.Parse(text)).Should().Throw<ApiException>();
        FluentActions.Invoking(() => Query.Parse(new string('a', 2001))).Should().Throw<ApiException>().WithMessage("*column 2001: an expression may have at most 2000 characters.");
        var wide = string.Join(" or ", Enumerable.Repeat("agentConnected==x", 90));
        Holds(wide).Should().BeFalse();
        Holds($"attribute:rack =~ '{string.Concat(Enumerable.Repeat("(9*)*", 40))}'").Should().BeTrue("no pattern takes long");
    }

    private static IEnumerable<int> EachSeed => Seeds.Upto(20);

    [TestCaseSource(nameof(EachSeed))]
    public void What_is_printed_means_the_same(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 50; i++)
        {
            var expression = Random(random, 4);
            var printed = Query.Parse(expression).ToString();
            Query.Parse(printed).ToString().Should().Be(printed);
            Holds(printed).Should().Be(Holds(expression), "{0} is {1}", expression, printed);
        }
    }

    [TestCaseSource(nameof(EachSeed))]
    public void No_text_does_anything_but_parse_or_be_refused(int seed)
    {
        string[] parts = ["attribute:a", "agentVersion", "==", "!", "~", "=~", "in", "[", "]", "(", ")", "'", "\"", "\\", ",", " ", "and", "or", "not", "exists", "1.2", "\u0000", "é", "\ud800", "*", "+", "{9999999999}", "&&", "|", "registeredAt", "<", "9999-99-99"];
        var random = new Random(seed);
        for (var i = 0; i < 2_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => parts[random.Next(parts.Length)]));
            try
            {
                Holds(text);
            }
            catch (ApiException error)
            {
                error.Message.Should().StartWith("Invalid expression ");
            }
        }
    }

    private static string Random(Random random, int depth) => random.Next(depth == 0 ? 1 : 4) switch
    {
        0 => Comparison(random),
        1 => $"not ({Random(random, depth - 1)})",
        2 => $"({Random(random, depth - 1)} and {Random(random, depth - 1)})",
        _ => $"({Random(random, depth - 1)} || {Random(random, depth - 1)})",
    };

    private static string Comparison(Random random)
    {
        string[] all =
        [
            "attribute:rack < 10", "attribute:rack =~ [0-9]", "attribute:stack == 'it\\'s blue'", "attribute:stack != \"a\\\\'b\"", "attribute:flag exists", "attribute:x !exists",
            "task:group in [database, 'a, b']", "ec2InstanceId !in [a]", "agentVersion >= 1.14", "registeredAt < 2018-06-18", "runningTasksCount != 3", "ec2InstanceId =~ '\\w+-.*'",
        ];
        var chosen = all[random.Next(all.Length)];
        return chosen == "attribute:rack =~ [0-9]" ? "attribute:rack =~ '[0-9]'" : chosen;
    }
}
