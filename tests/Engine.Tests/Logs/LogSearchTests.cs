using Workbook.Engine.Logs;
using Workbook.Engine.Metrics;
using Workbook.Engine.Tests.Life;
using Workbook.Engine.Tests.Time;
using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Shapes;

namespace Workbook.Engine.Tests.Logs;

/// <summary>Events of many streams in one order, page by page; and what metric filters make of what is written.</summary>
internal sealed class LogSearchTests
{
    private const string Group = "/ecs/app";

    private static LogStreamName Stream(string name) => new(TestEngine.Scope, Group, name);

    private static LogEvent Line(int second, string message) => new(FakeMachine.Start + TimeSpan.FromSeconds(second), message);

    private static async Task<LogStore> WrittenAsync(params (string Stream, int Second, string Message)[] lines)
    {
        var store = new LogStore(null);
        foreach (var (stream, second, message) in lines)
        {
            store.Prepare(Stream(stream));
            await store.PutAsync(Stream(stream), [Line(second, message)]);
        }
        return store;
    }

    private static List<string> All(LogStore store, Func<string, bool> isWanted, Func<string, bool> matches, int page, bool descending = false)
    {
        var (found, from, to) = (new List<string>(), EventPlace.First, EventPlace.Last);
        while (true)
        {
            var (events, next) = store.Search(TestEngine.Scope, Group, isWanted, matches, from, to, page, descending);
            events.Count.Should().BeLessThanOrEqualTo(page);
            found.AddRange(events.Select(each => $"{each.Stream}:{each.Message}"));
            if (next is not { } place) return found;
            (from, to) = descending ? (from, place) : (place, to);
        }
    }

    [Test]
    public async Task Streams_are_interleaved_by_time_and_by_arrival()
    {
        await using var store = await WrittenAsync(("b", 3, "x"), ("a", 1, "x"), ("a", 3, "y"), ("c", 2, "x"), ("b", 0, "x"), ("c", 3, "z"));

        foreach (var page in (int[])[1, 2, 100])
        {
            All(store, _ => true, _ => true, page).Should().Equal("b:x", "a:x", "c:x", "b:x", "a:y", "c:z");
            All(store, _ => true, _ => true, page, descending: true).Should().Equal("c:z", "a:y", "b:x", "c:x", "a:x", "b:x");
        }
        All(store, name => name != "b", message => message != "x", 1).Should().Equal("a:y", "c:z");
    }

    [Test]
    public async Task Every_event_of_a_hundred_streams_is_found_once_however_the_pages_fall()
    {
        await using var store = new LogStore(null);
        var expected = new List<string>();
        for (var stream = 0; stream < 100; stream++)
        {
            store.Prepare(Stream($"{stream:d2}"));
            await store.PutAsync(Stream($"{stream:d2}"), [.. Enumerable.Range(0, 50).Select(number => Line(stream / 10 * 20 + number, $"{number}"))]);
        }
        for (var second = 0; second < 250; second++)
        {
            for (var stream = 0; stream < 100; stream++)
            {
                if (second - stream / 10 * 20 is >= 0 and < 50 and var number) expected.Add($"{stream:d2}:{number}");
            }
        }
        All(store, _ => true, _ => true, 333).Should().Equal(expected);
        All(store, _ => true, _ => true, 77, descending: true).Should().Equal(Enumerable.Reverse(expected));
    }

    [Test]
    public async Task A_page_is_no_larger_than_a_mebibyte_but_has_an_event()
    {
        var large = new string('x', 700_000);
        await using var store = await WrittenAsync(("a", 0, large), ("a", 1, large), ("a", 2, "small"));

        store.Search(TestEngine.Scope, Group, _ => true, _ => true, EventPlace.First, EventPlace.Last, 10, descending: false).Events.Should().ContainSingle();
        store.Read(Stream("a"), EventPlace.First, EventPlace.Last, 10).Should().ContainSingle();
        store.Read(Stream("a"), EventPlace.First, EventPlace.Last, 10, descending: true).Should().HaveCount(2).And.BeInAscendingOrder(each => each.Place);
    }

    [Test]
    public async Task Metric_filters_put_data_points_before_the_write_is_answered()
    {
        var clock = new FakeMachine();
        await using var metrics = new MetricStore(clock);
        await using var store = new LogStore(null, clock, metrics);
        store.Prepare(Stream("a"));
        store.UpdateGroup(TestEngine.Scope, Group, group => LogFilters.Put(group, new Shapes.CloudWatchLogs.PutMetricFilterRequest
        {
            LogGroupName = Group, FilterName = "errors", FilterPattern = "ERROR", MetricTransformations = [new() { MetricName = "Errors", MetricNamespace = "Shop", MetricValue = "1", DefaultValue = 0 }],
        }, clock.GetUtcNow()));

        await store.PutAsync(Stream("a"), [Line(0, "fine")]);
        await store.PutAsync(Stream("a"), [Line(1, "fine too"), Line(2, "ERROR"), Line(61, "ERROR"), Line(62, "ERROR")]);

        var minute = Retention.Floor(FakeMachine.Start, TimeSpan.FromMinutes(1));
        metrics.Of(TestEngine.Scope).Read(MetricId.Of("Shop", "Errors", ValueList<Shapes.CloudWatch.Dimension>.Empty), null, minute, minute + TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1))
            .Select(point => (point.Start, point.Aggregate.Count, point.Aggregate.Sum)).Should().Equal((minute, 2, 1), (minute + TimeSpan.FromMinutes(1), 2, 2));
    }
}
