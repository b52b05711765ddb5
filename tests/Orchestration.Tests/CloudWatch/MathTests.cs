using Workbook.Orchestration.CloudWatch.MetricMath;
using Workbook.Shapes;

namespace Workbook.Orchestration.Tests.CloudWatch;

/// <summary>Metric math over five minutes: m1 has 1, 2, 4 in the first three of them; m2 has 10 and 20 in the first and third; e1 is an expression.</summary>
internal sealed class MathTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, TimeSeries> Series = new()
    {
        ["m1"] = Of((0, 1), (1, 2), (2, 4)),
        ["m2"] = Of((0, 10), (2, 20)),
        ["e1"] = Of((0, 7)),
    };

    private static readonly MathScope Scope = new(id => Series.GetValueOrDefault(id), ["m1", "m2"], Noon, Noon.AddMinutes(5), TimeSpan.FromMinutes(1));

    [TestCase("m1 * 2 + 1", "0:3 1:5 2:9")]
    [TestCase("m2 / m1", "0:10 2:5")] // only where both have one
    [TestCase("m1 / 0", "")]
    [TestCase("-m1 ^ 2", "0:-1 1:-4 2:-16")]
    [TestCase("(m1 + m2) / 2", "0:5.5 2:12")]
    [TestCase("m1 > 1 && m1 < 4", "0:0 1:1 2:0")]
    [TestCase("m1 == 1 OR m1 == 4", "0:1 1:0 2:1")]
    [TestCase("!(m1 >= 2)", "0:1 1:0 2:0")]
    [TestCase("SUM(METRICS())", "0:11 1:2 2:24")] // without e1
    [TestCase("AVG([m1, m2])", "0:5.5 1:2 2:12")]
    [TestCase("MAX(METRICS(\"m\"))", "0:10 1:2 2:20")]
    [TestCase("MIN(m1, m2)", "0:1 1:2 2:4")]
    [TestCase("m1 / SUM(m1) * 7", "0:1 1:2 2:4")]
    [TestCase("FILL(m1, 0)", "0:1 1:2 2:4 3:0 4:0")]
    [TestCase("FILL(m2, REPEAT)", "0:10 1:10 2:20 3:20 4:20")]
    [TestCase("FILL(m2, LINEAR)", "0:10 1:15 2:20")]
    [TestCase("FILL(m2, m1)", "0:10 1:2 2:20")]
    [TestCase("RATE(m1) * 60", "1:1 2:2")]
    [TestCase("DIFF(m2)", "2:10")]
    [TestCase("DIFF_TIME(m2)", "2:120")]
    [TestCase("RUNNING_SUM(m1)", "0:1 1:3 2:7")]
    [TestCase("IF(m1 > 1, m1, 0)", "0:0 1:2 2:4")]
    [TestCase("IF(m1 > 1, m2)", "2:20")]
    [TestCase("IF(1 > 2, m1, m2)", "0:10 2:20")]
    [TestCase("m1 * PERIOD(m1)", "0:60 1:120 2:240")]
    [TestCase("TIME_SERIES(3)", "0:3 1:3 2:3 3:3 4:3")]
    [TestCase("CEIL(m1 / 2)", "0:1 1:1 2:2")]
    [TestCase("FLOOR(m1 / 2) + ABS(-m1)", "0:1 1:3 2:6")]
    [TestCase("FIRST(SORT(METRICS(), AVG, DESC))", "0:10 2:20")]
    [TestCase("LAST(SORT(METRICS(), AVG, DESC, 1))", "0:10 2:20")]
    [TestCase("SUM(SLICE(METRICS(), 1))", "0:10 2:20")]
    [TestCase("MINUTE(m1) + HOUR(m1) + DAY(m1)", "0:13 1:14 2:15")] // a Monday
    public void A_series(string expression, string expected) => Shown(Evaluate(expression)).Should().Be(expected);

    [TestCase("2 ^ 3 ^ 2", 512)]
    [TestCase("-2 ^ 2", -4)]
    [TestCase("1.5e1 + 10 / 4 - 1", 16.5)]
    [TestCase("AVG(m2)", 15)]
    [TestCase("STDDEV(m2)", 5)]
    [TestCase("DATAPOINT_COUNT(m1)", 3)]
    [TestCase("METRIC_COUNT(METRICS())", 2)]
    [TestCase("MAX(m1) - MIN(m1)", 3)]
    public void A_number(string expression, double expected) => Evaluate(expression).Should().Be(new Scalar(expected));

    [TestCase("m1 +", "The expression ends unexpectedly")]
    [TestCase("(m1", "')' is missing")]
    [TestCase("m1 m2", "Unexpected character 'm' at position 4")]
    [TestCase("m1 $ 2", "Unexpected character '$' at position 4")]
    [TestCase("1.2.3", "'1.2.3' is not a number")]
    [TestCase("METRICS('m", "A text has no closing quote")]
    [TestCase("m9 + 1", "Undefined variable m9")]
    [TestCase("SQRT(m1)", "Undefined function SQRT")]
    [TestCase("SUM(m1, m2, 'x')", "Unsupported operand type(s) for SUM: 'TS, TS, STRING'")]
    [TestCase("ANOMALY_DETECTION_BAND(m1)", "The function ANOMALY_DETECTION_BAND is not implemented by ECS Workbook")]
    [TestCase("SEARCH('{AWS/ECS}', 'Average')", "The function SEARCH is not implemented by ECS Workbook")]
    [TestCase("[m1] + METRICS()", "Arrays in an operation must have the same length")]
    [TestCase("", "The expression ends unexpectedly")]
    public void What_cannot_be_evaluated(string expression, string message) =>
        FluentActions.Invoking(() => Evaluate(expression)).Should().Throw<MathException>().WithMessage(message);

    [TestCase('(')]
    [TestCase('[')]
    [TestCase('-')]
    [TestCase('!')]
    public void Depth_is_bounded(char opening) =>
        FluentActions.Invoking(() => MathParser.Parse(new string(opening, 2000))).Should().Throw<MathException>();

    private static MathValue Evaluate(string expression) => MathEvaluator.Evaluate(MathParser.Parse(expression), Scope);

    private static string Shown(MathValue value) => string.Join(' ', value.Should().BeOfType<TimeSeries>().Which.Points
        .Select(point => FormattableString.Invariant($"{(point.At - Noon).TotalMinutes}:{point.Value}")));

    private static TimeSeries Of(params (int Minute, double Value)[] points) =>
        new(points.Select(point => new SeriesPoint(Noon.AddMinutes(point.Minute), point.Value)).ToValueList()) { Period = TimeSpan.FromMinutes(1) };
}
