using Workbook.Orchestration.CloudWatch;

namespace Workbook.Orchestration.Tests.CloudWatch;

/// <summary>Statistics of the values 1 to 10, and of what is hard to tell them of.</summary>
internal sealed class StatisticTests
{
    private static readonly Aggregate OneToTen = Aggregate.Of([.. Enumerable.Range(1, 10).Select(i => ((double)i, 1d))]);

    [TestCase("SampleCount", 10)]
    [TestCase("Sum", 55)]
    [TestCase("Average", 5.5)]
    [TestCase("Minimum", 1)]
    [TestCase("Maximum", 10)]
    [TestCase("p0", 1)]
    [TestCase("p50", 5)]
    [TestCase("p90", 9)]
    [TestCase("p99.9", 10)]
    [TestCase("p100", 10)]
    [TestCase("tm90", 5)] // the mean of 1 to 9
    [TestCase("TM(10%:90%)", 5.5)] // of 2 to 9
    [TestCase("TM(2:4)", 3.5)] // of 3 and 4: the lower end is not within
    [TestCase("IQM", 6)] // the mean of ranks 4 to 8
    [TestCase("wm90", 5.4)] // 1 to 9 and once more 9: 54 / 10
    [TestCase("WM(:4)", 3.4)] // 1, 2, 3 and seven times 4: 34 / 10
    [TestCase("tc90", 9)]
    [TestCase("TC(5:)", 5)]
    [TestCase("ts90", 45)]
    [TestCase("TS(:2)", 3)]
    [TestCase("PR(:3)", 30)]
    [TestCase("PR(3:5)", 20)]
    public void Of_one_to_ten(string name, double expected) => MetricStatistic.Parse(name)!.Of(OneToTen).Should().BeApproximately(expected, 1e-12);

    [TestCase("average")]
    [TestCase("p101")]
    [TestCase("p")]
    [TestCase("p-1")]
    [TestCase("TM(:)")]
    [TestCase("TM(90%:10%)")]
    [TestCase("TM(10%:20)")]
    [TestCase("PR(10%:90%)")]
    [TestCase("PR(:300")]
    [TestCase("IQM2")]
    [TestCase("")]
    [TestCase(null)]
    public void What_is_no_statistic(string? name) => MetricStatistic.Parse(name).Should().BeNull();

    [Test]
    public void Nobody_knows_the_percentiles_of_a_statistic_set_unless_all_its_values_are_the_same()
    {
        var p90 = MetricStatistic.Parse("p90")!;
        p90.Of(new Aggregate(3, 12, 1, 7)).Should().BeNull();
        p90.Of(new Aggregate(3, 12, 4, 4)).Should().Be(4);
        p90.Of(OneToTen.With(new Aggregate(3, 12, 1, 7))).Should().BeNull();
        p90.Of(OneToTen.With(Aggregate.Of(11))).Should().Be(10);
    }

    [Test]
    public void Many_different_values_take_bounded_room_and_percentiles_stay_close()
    {
        var aggregate = Aggregate.Of(0);
        for (var i = 1; i < 10_000; i++) aggregate = aggregate.With(Aggregate.Of(i));
        aggregate.Distribution!.Size.Should().BeLessThanOrEqualTo(ValueDistribution.Most);
        (aggregate.Count, aggregate.Sum, aggregate.Distribution.Total).Should().Be((10_000, 49_995_000, 10_000));
        foreach (var percent in new[] { 10, 50, 90, 99 })
            MetricStatistic.Parse($"p{percent}")!.Of(aggregate).Should().BeApproximately(percent * 100, 160, $"p{percent}");
    }

    [Test]
    public void Counts_weigh_values()
    {
        var aggregate = Aggregate.Of([(20d, 1d), (10d, 99d)]);
        (aggregate.Count, aggregate.Sum, aggregate.Minimum, aggregate.Maximum).Should().Be((100, 1010, 10, 20));
        MetricStatistic.Parse("p99")!.Of(aggregate).Should().Be(10);
        MetricStatistic.Parse("p99.5")!.Of(aggregate).Should().Be(20);
    }
}
