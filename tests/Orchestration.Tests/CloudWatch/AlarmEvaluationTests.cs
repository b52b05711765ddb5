using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.Tests.CloudWatch;

/// <summary>
/// Alarms on one-minute periods. Data is drawn as in CloudWatch's documentation: <c>X</c> breaches, <c>0</c> does not, <c>-</c> is missing; the
/// newest period is the last.
/// </summary>
internal sealed class AlarmEvaluationTests
{
    private const string Kept = "";

    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly MetricId Cpu = MetricId.Of("Shop", "Cpu", ("Host", "a"));

    // The tables of "How alarm state is evaluated when data is missing".
    [TestCase(3, 3, "0-X-X", "OK", "OK", "OK", "OK")]
    [TestCase(3, 3, "0----", "OK", "OK", "OK", "OK")]
    [TestCase(3, 3, "-----", "INSUFFICIENT_DATA", Kept, "ALARM", "OK")]
    [TestCase(3, 3, "0XX-X", "ALARM", "ALARM", "ALARM", "ALARM")]
    [TestCase(3, 3, "--X--", "ALARM", Kept, "ALARM", "OK")]
    [TestCase(2, 3, "0-X-X", "ALARM", "ALARM", "ALARM", "ALARM")]
    [TestCase(2, 3, "00X0X", "ALARM", "ALARM", "ALARM", "ALARM")]
    [TestCase(2, 3, "0-X--", "OK", "OK", "ALARM", "OK")]
    [TestCase(2, 3, "----0", "OK", "OK", "ALARM", "OK")]
    [TestCase(2, 3, "---X-", "ALARM", Kept, "ALARM", "OK")]
    // Not in the documentation: one breaching data point of three that are needed is too young.
    [TestCase(3, 3, "----X", Kept, Kept, "ALARM", "OK")]
    [TestCase(1, 1, "--X", "ALARM", "ALARM", "ALARM", "ALARM")]
    [TestCase(1, 1, "-X0", "OK", "OK", "OK", "OK")]
    public void Missing_data(int needed, int periods, string data, string missing, string ignore, string breaching, string notBreaching)
    {
        foreach (var (treatment, expected) in new[] { ("missing", missing), ("ignore", ignore), ("breaching", breaching), ("notBreaching", notBreaching), (null, missing) })
            (Evaluate(Alarm(needed, periods) with { TreatMissingData = treatment }, data)?.State ?? Kept).Should().Be(expected, $"{treatment}");
    }

    [TestCase("GreaterThanThreshold", "OK")]
    [TestCase("GreaterThanOrEqualToThreshold", "ALARM")]
    [TestCase("LessThanThreshold", "OK")]
    [TestCase("LessThanOrEqualToThreshold", "ALARM")]
    public void The_threshold_itself(string comparison, string expected) =>
        Evaluate(Alarm(1, 1) with { ComparisonOperator = comparison, Threshold = 9 }, "X")!.State.Should().Be(expected);

    [TestCase(1, 1, null, "X", "Threshold Crossed: 1 out of the last 1 datapoints [9.0 (05/01/26 11:59:00)] was greater than the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition).")]
    [TestCase(2, 2, null, "XX", "Threshold Crossed: 2 out of the last 2 datapoints [9.0 (05/01/26 11:59:00), 9.0 (05/01/26 11:58:00)] were greater than the threshold (5.0) (minimum 2 datapoints for OK -> ALARM transition).")]
    [TestCase(2, 2, null, "X0", "Threshold Crossed: 1 out of the last 2 datapoints [1.0 (05/01/26 11:59:00)] was not greater than the threshold (5.0) (minimum 1 datapoint for ALARM -> OK transition).")]
    [TestCase(5, 5, null, "XXXXX", "Threshold Crossed: 5 out of the last 5 datapoints were greater than the threshold (5.0). The most recent datapoints which crossed the threshold: [9.0 (05/01/26 11:59:00), 9.0 (05/01/26 11:58:00), 9.0 (05/01/26 11:57:00), 9.0 (05/01/26 11:56:00), 9.0 (05/01/26 11:55:00)] (minimum 5 datapoints for OK -> ALARM transition).")]
    [TestCase(1, 1, null, "-", "Insufficient Data: 1 datapoint was unknown.")]
    [TestCase(3, 3, null, "---", "Insufficient Data: 3 datapoints were unknown.")]
    [TestCase(3, 3, "breaching", "---", "Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].")]
    [TestCase(1, 1, "notBreaching", "-", "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].")]
    [TestCase(2, 3, "breaching", "--X", "Threshold Crossed: 1 datapoint was received for 3 periods and 2 missing datapoints were treated as [Breaching].")]
    public void Reasons(int needed, int periods, string? treatment, string data, string expected) =>
        Evaluate(Alarm(needed, periods) with { TreatMissingData = treatment }, data)!.Reason.Should().Be(expected);

    [Test]
    public void The_reason_as_data() => Evaluate(Alarm(1, 2), "0X")!.ReasonData.Should().Be(
        """{"version":"1.0","queryDate":"2026-01-05T12:00:00.000+0000","startDate":"2026-01-05T11:58:00.000+0000","statistic":"Average","period":60,"recentDatapoints":[1.0,9.0],"threshold":5.0,"evaluatedDatapoints":[{"timestamp":"2026-01-05T11:59:00.000+0000","sampleCount":2.0,"value":9.0},{"timestamp":"2026-01-05T11:58:00.000+0000","sampleCount":2.0,"value":1.0}]}""");

    [Test]
    public void A_percentile_of_too_few_samples_can_be_left_out()
    {
        var alarm = Alarm(1, 1) with { Statistic = null, ExtendedStatistic = "p99" };
        // p99 needs 1000 samples, p50 twenty.
        Evaluate(alarm, "X", samples: 999)!.State.Should().Be("ALARM");
        Evaluate(alarm with { EvaluateLowSampleCountPercentile = "ignore" }, "X", samples: 999).Should().BeNull();
        Evaluate(alarm with { EvaluateLowSampleCountPercentile = "ignore" }, "X", samples: 1000)!.State.Should().Be("ALARM");
        Evaluate(alarm with { ExtendedStatistic = "p50", EvaluateLowSampleCountPercentile = "ignore" }, "X", samples: 20)!.State.Should().Be("ALARM");
    }

    [Test]
    public void An_alarm_on_metric_math()
    {
        var alarm = Alarm(2, 2) with
        {
            MetricName = null, Namespace = null, Dimensions = null, Statistic = null, Period = null, Threshold = 17,
            Metrics =
            [
                new() { Id = "m1", MetricStat = new() { Metric = Cpu.ToShape(), Period = 60, Stat = "Maximum" }, ReturnData = false },
                new() { Id = "twice", Expression = "m1 * 2", Label = "Twice" },
            ],
        };
        Evaluate(alarm, "XX")!.Reason.Should().Be("Threshold Crossed: 2 out of the last 2 datapoints [18.0 (05/01/26 11:59:00), 18.0 (05/01/26 11:58:00)] were greater than the threshold (17.0) (minimum 2 datapoints for OK -> ALARM transition).");
        Evaluate(alarm, "X0")!.State.Should().Be("OK");
        Evaluate(alarm, "--")!.State.Should().Be("INSUFFICIENT_DATA");
    }

    private static PutMetricAlarmRequest Alarm(int needed, int periods) => new()
    {
        AlarmName = "hot", Namespace = Cpu.Namespace, MetricName = Cpu.Name, Dimensions = Cpu.Dimensions, Statistic = "Average", Period = 60,
        EvaluationPeriods = periods, DatapointsToAlarm = needed, Threshold = 5, ComparisonOperator = "GreaterThanThreshold",
    };

    private static AlarmVerdict? Evaluate(PutMetricAlarmRequest request, string data, double samples = 2)
    {
        var recorded = new RecordedData();
        for (var i = 0; i < data.Length; i++)
        {
            if (data[i] != '-') recorded.Add(Cpu, Noon.AddMinutes(i - data.Length), Aggregate.Of(data[i] == 'X' ? 9 : 1, samples));
        }
        var alarm = AlarmSetting.Put(new World(Story.Scope), request, Noon).Alarms["hot"];
        return AlarmEvaluation.Evaluate(alarm, recorded, Noon)?.Say();
    }
}
