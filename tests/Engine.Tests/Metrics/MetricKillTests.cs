using Workbook.Engine.Tests.State;

namespace Workbook.Engine.Tests.Metrics;

/// <summary>The process is killed again and again while it writes; see <see cref="MetricWriter"/> for what it writes.</summary>
[CancelAfter(120_000)]
internal sealed class MetricKillTests
{
    [Test]
    public async Task Whatever_was_acknowledged_survives_a_kill_once_and_whole(CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        var random = new Random(4711);
        var acknowledged = 0;
        for (var round = 0; round < 10; round++)
        {
            // The first rounds end before or while the file is opened.
            acknowledged = Math.Max(acknowledged, await KilledProcess.RunAsync("measure", round < 3 ? round : random.Next(2, 600), folder.Path, cancellationToken));

            await using var store = MetricWriter.Open(folder.Path);
            var numbers = MetricWriter.Numbers(store, MetricWriter.Left);
            numbers.Should().Equal(Enumerable.Range(1, numbers.Count), "each is there once, and none without those before it");
            numbers.Count.Should().BeGreaterThanOrEqualTo(acknowledged, because: $"it was acknowledged in round {round} or before");
            MetricWriter.Numbers(store, MetricWriter.Right).Should().Equal(numbers, "a call's samples are kept together");
        }
        acknowledged.Should().BeInRange(500, MetricWriter.Most);
    }
}
