using Workbook.Orchestration.CloudWatch;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.Tests.CloudWatch;

/// <summary>What PutMetricData takes and what it refuses.</summary>
internal sealed class MetricDataTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void All_forms()
    {
        var samples = Check(
            new() { MetricName = "A", Value = 3 },
            new() { MetricName = "B", StatisticValues = new() { SampleCount = 2, Sum = 5, Minimum = 1, Maximum = 4 }, Unit = "Bytes/Second", Timestamp = Noon.AddHours(2) },
            new() { MetricName = "C", Values = [1, 2], Counts = [3, 1], StorageResolution = 1, Timestamp = Noon.AddDays(-14) },
            new() { MetricName = "D", Values = [1, 1], Dimensions = [new() { Name = "b", Value = "2" }, new() { Name = "a", Value = "1" }] });
        samples.Select(sample => (sample.Unit, sample.At, sample.IsHighResolution, sample.Aggregate.Count, sample.Aggregate.Sum)).Should().Equal(
            ("None", Noon, false, 1, 3), ("Bytes/Second", Noon.AddHours(2), false, 2, 5), ("None", Noon.AddDays(-14), true, 4, 5), ("None", Noon, false, 2, 2));
        samples[3].Metric.Should().Be(MetricId.Of("Shop", "D", ("a", "1"), ("b", "2")), "dimensions have no order");
    }

    [Test]
    public void What_is_refused()
    {
        Refused("InvalidParameterValue", "The value NaN for parameter MetricData.member.1.Value is invalid.", new MetricDatum { MetricName = "A", Value = double.NaN });
        Refused("InvalidParameterValue", "The value Infinity for parameter MetricData.member.2.Value is invalid.", new() { MetricName = "A", Value = 1 }, new() { MetricName = "A", Value = double.PositiveInfinity });
        Refused("InvalidParameterValue", "The value 1E+109 for parameter MetricData.member.1.Values.member.1 is invalid.", new MetricDatum { MetricName = "A", Values = [1e109] });
        Refused("InvalidParameterValue", "The parameter MetricData.member.1.Timestamp must specify a time no more than two hours in the future.", new MetricDatum { MetricName = "A", Value = 1, Timestamp = Noon.AddHours(2).AddSeconds(1) });
        Refused("InvalidParameterValue", "The parameter MetricData.member.1.Timestamp must specify a time within the past two weeks.", new MetricDatum { MetricName = "A", Value = 1, Timestamp = Noon.AddDays(-14).AddSeconds(-1) });
        Refused("InvalidParameterCombination", "The parameters MetricData.member.1.Value and MetricData.member.1.Values are mutually exclusive and you have specified both.", new MetricDatum { MetricName = "A", Value = 1, Values = [1] });
        Refused("InvalidParameterValue", "The parameters MetricData.member.1.Values and MetricData.member.1.Counts must be of the same size.", new MetricDatum { MetricName = "A", Values = [1], Counts = [1, 2] });
        Refused("InvalidParameterValue", "The collection MetricData.member.1.Values must not have a size greater than 150.", new MetricDatum { MetricName = "A", Values = Enumerable.Repeat(1d, 151).ToValueList() });
        Refused("InvalidParameterValue", "The collection MetricData.member.1.Dimensions must not have a size greater than 30.", new MetricDatum { MetricName = "A", Value = 1, Dimensions = Enumerable.Range(0, 31).Select(i => new Dimension { Name = $"d{i}", Value = "x" }).ToValueList() });
        Refused("InvalidParameterValue", "The collection MetricData must not have a size greater than 1000.", [.. Enumerable.Repeat(new MetricDatum { MetricName = "A", Value = 1 }, 1001)]);
        Refused("MissingParameter", "The parameter MetricData.member.1.Value is required.", new MetricDatum { MetricName = "A" });
        Refused("MissingParameter", "The parameter MetricData is required.");
        FluentActions.Invoking(() => MetricDataRules.Check(new() { Namespace = "AWS/ECS", MetricData = [new() { MetricName = "A", Value = 1 }] }, Noon))
            .Should().Throw<ApiException>().WithMessage("The value AWS/ECS for parameter Namespace is invalid.");
    }

    [TestCase("a + ", "Error in expression 'e' [The expression ends unexpectedly]")]
    [TestCase("b", "Error in expression 'e' [Undefined variable b]")]
    [TestCase("e", "The expressions e refer to each other in a circle.")]
    [TestCase("SELECT AVG(CPUUtilization) FROM \"AWS/EC2\"", "Error in expression 'e' [Metrics Insights queries are not implemented by ECS Workbook]")]
    public void Bad_queries(string expression, string message) => FluentActions
        .Invoking(() => MetricQueryRules.Check([new() { Id = "a", MetricStat = new() { Metric = new() { Namespace = "N", MetricName = "M" }, Period = 60, Stat = "Sum" } }, new() { Id = "e", Expression = expression }]))
        .Should().Throw<ApiException>().WithMessage(message);

    private static IReadOnlyList<MetricSample> Check(params MetricDatum[] data) => MetricDataRules.Check(new() { Namespace = "Shop", MetricData = data.ToValueList() }, Noon);

    private static void Refused(string code, string message, params MetricDatum[] data) =>
        FluentActions.Invoking(() => Check(data)).Should().Throw<ApiException>().Which.Should().BeEquivalentTo(new { Code = code, Message = message });
}
