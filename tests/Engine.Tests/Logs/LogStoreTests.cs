using Workbook.Engine.Logs;
using Workbook.Engine.Tests.Life;
using Workbook.Engine.Tests.State;
using Workbook.Engine.Tests.Time;
using Workbook.Shapes;

namespace Workbook.Engine.Tests.Logs;

/// <summary>Log events in a data folder. What was appended is certain to be written once the store is closed.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LogStoreTests : IDisposable
{
    private static readonly LogStreamName App = new(TestEngine.Scope, "/ecs/app", "web/app/1");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string File => Path.Combine(_folder.Path, "log-events.db");

    private static DateTimeOffset At(int second) => FakeMachine.Start + TimeSpan.FromSeconds(second);

    private static LogEvent Line(int second, string? message = null) => new(At(second), message ?? $"line {second}");

    private LogStore Open(long? mostBytes = null) => new(_folder.Path, mostBytes: mostBytes);

    private async Task WriteAsync(LogStreamName stream, params LogEvent[] lines)
    {
        await using var store = Open();
        store.Prepare(stream);
        foreach (var line in lines) await store.AppendAsync(stream, line, default);
    }

    private static LogEvent[] Read(LogStore store, LogStreamName stream, DateTimeOffset from = default, int limit = 10_000) =>
        [.. store.Read(stream, EventPlace.Before(from), EventPlace.Last, limit).Select(each => new LogEvent(new(each.Place.At, TimeSpan.Zero), each.Message))];

    [Test]
    public async Task Events_outlive_the_store()
    {
        await WriteAsync(App, Line(1, "first"), Line(2, ""), Line(3, "третья ✓"));
        await WriteAsync(App, Line(4, "fourth"));

        await using var store = Open();
        Read(store, App).Should().Equal(Line(1, "first"), Line(2, ""), Line(3, "третья ✓"), Line(4, "fourth"));
        store.NewestIn(App).Should().Be(At(4));
        store.Failure.Should().BeNull();
    }

    [Test]
    public async Task Events_are_read_in_the_order_of_their_time_and_those_of_one_moment_as_they_came()
    {
        await WriteAsync(App, Line(5), Line(3, "a"), Line(3, "c"), Line(3, "b"), Line(1));

        await using var store = Open();
        Read(store, App).Should().Equal(Line(1), Line(3, "a"), Line(3, "c"), Line(3, "b"), Line(5));
    }

    [Test]
    public async Task Events_are_read_from_a_moment_on_which_counts_and_up_to_a_number()
    {
        await WriteAsync(App, Line(1), Line(2), Line(3), Line(4));

        await using var store = Open();
        Read(store, App, At(2)).Should().Equal(Line(2), Line(3), Line(4));
        Read(store, App, At(2) + TimeSpan.FromTicks(1), limit: 1).Should().Equal(Line(3));
        Read(store, App, At(5)).Should().BeEmpty();
    }

    [Test]
    public async Task A_group_s_streams_are_those_of_its_account_and_region_by_name()
    {
        foreach (var stream in (LogStreamName[])
        [
            App with { Stream = "b" },
            App with { Stream = "a" },
            App with { Group = "/ecs/other" },
            App with { Scope = App.Scope with { Region = "eu-west-1" } },
            App with { Scope = App.Scope with { Account = "999999999999" }, Stream = "c" },
        ])
            await WriteAsync(stream, Line(1, stream.ToString()));

        await using var store = Open();
        store.Streams(App.Scope, App.Group).Select(stream => stream.Name).Should().Equal("a", "b");
        Read(store, App with { Stream = "b" }).Should().ContainSingle();
        Read(store, App with { Scope = App.Scope with { Region = "eu-west-1" } }).Should().ContainSingle();
    }

    [Test]
    public async Task A_stream_that_nobody_wrote_is_empty_and_one_that_nobody_made_is_not_there()
    {
        await using var store = Open();
        store.Prepare(App);

        Read(store, App).Should().BeEmpty();
        store.NewestIn(App).Should().BeNull();
        store.NewestIn(App with { Stream = "other" }).Should().BeNull();
        store.Invoking(each => Read(each, App with { Stream = "other" })).Should().Throw<ApiException>().WithMessage("The specified log stream does not exist.");
        store.Invoking(each => Read(each, App with { Group = "other" })).Should().Throw<ApiException>().WithMessage("The specified log group does not exist.");
    }

    [Test]
    public async Task A_stream_goes_on_after_everything_was_forgotten()
    {
        await WriteAsync(App, Line(1));
        await using (var store = Open())
        {
            Read(store, App).Should().ContainSingle();
            store.Clear();
            store.FindGroup(App.Scope, App.Group).Should().BeNull();
            store.Prepare(App);
            await store.PutAsync(App, [Line(2)]);
        }

        await using var next = Open();
        Read(next, App).Should().Equal(Line(2));
    }

    [Test]
    public async Task Deleting_leaves_no_file_and_does_no_harm_where_there_is_none()
    {
        await WriteAsync(App, Line(1));
        System.IO.File.Exists(File).Should().BeTrue();

        LogStore.Delete(_folder.Path);
        LogStore.Delete(_folder.Path);

        Directory.EnumerateFileSystemEntries(_folder.Path).Should().BeEmpty();
    }

    [Test]
    public async Task The_oldest_of_the_largest_stream_go_when_too_much_is_kept()
    {
        var other = App with { Stream = "other" };
        // 74 + 26 = 100 bytes each
        var lines = Enumerable.Range(0, 200).Select(second => Line(second, $"{second:d74}")).ToArray();
        await using (var store = Open(mostBytes: 10_000))
        {
            store.Prepare(App);
            store.Prepare(other);
            await store.PutAsync(other, lines[..20]);
            foreach (var line in lines) await store.PutAsync(App, [line]);
            store.Groups(App.Scope).Single().Bytes.Should().BeLessThanOrEqualTo(10_000);
        }

        await using var next = Open();
        var kept = Read(next, App);
        kept.Should().HaveCountGreaterThan(70).And.Equal(lines.TakeLast(kept.Length));
        Read(next, other).Should().HaveCount(20);
        next.Streams(App.Scope, App.Group)[1].FirstEvent.Should().Be(kept[0].At.ToUnixTimeMilliseconds());
    }

    [Test]
    public async Task What_is_older_than_a_group_s_retention_is_not_seen_and_goes_with_the_next_write()
    {
        var clock = new FakeMachine();
        await using var store = new LogStore(_folder.Path, clock);
        store.Prepare(App);
        await store.PutAsync(App, [Line(0), Line(100)]);
        store.UpdateGroup(App.Scope, App.Group, group => group with { RetentionInDays = 1 });
        clock.Move(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(50));
        Read(store, App).Should().Equal(Line(100));
        store.Groups(App.Scope).Single().Bytes.Should().BeGreaterThan(60, "both are still there");

        clock.Move(TimeSpan.FromMinutes(2));
        await store.PutAsync(App, [Line(90_000)]);
        store.Streams(App.Scope, App.Group).Single().FirstEvent.Should().Be(At(90_000).ToUnixTimeMilliseconds());
        store.Groups(App.Scope).Single().Bytes.Should().Be("line 90000".Length + 26);
    }

    [Test]
    public async Task Groups_and_streams_are_deleted_with_all_that_is_in_them()
    {
        await WriteAsync(App, Line(1));
        await WriteAsync(App with { Stream = "b" }, Line(2));
        await using (var store = Open())
        {
            store.DeleteStream(App);
            store.Streams(App.Scope, App.Group).Should().ContainSingle();
            store.DeleteGroup(App.Scope, App.Group);
            store.Invoking(each => each.DeleteGroup(App.Scope, App.Group)).Should().Throw<ApiException>().WithMessage("The specified log group does not exist.");
            await store.AppendAsync(App, Line(3), default);
        }
        await using var next = Open();
        next.Groups(App.Scope).Should().BeEmpty("lines to a stream that is not there are lost");
        next.Failure.Should().BeNull();
        next.Prepare(App);
        Read(next, App).Should().BeEmpty();
    }

    [Test]
    public async Task What_was_answered_is_there_after_the_process_was_killed()
    {
        var store = Open();
        store.Prepare(App);
        await store.PutAsync(App, [Line(1)]);
        store.UpdateGroup(App.Scope, App.Group, group => group with { Tags = new([new("a", "b")]) });
        await store.PutAsync(App, [Line(2), Line(3)]);
        // The files as they are at this moment, while the store still has them open.
        using var copy = new TempFolder();
        foreach (var file in Directory.GetFiles(_folder.Path)) System.IO.File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)));

        await using (var next = new LogStore(copy.Path))
        {
            Read(next, App).Should().Equal(Line(1), Line(2), Line(3));
            next.FindGroup(App.Scope, App.Group)!.Tags["a"].Should().Be("b");
            await next.PutAsync(App, [Line(3, "later")]);
            Read(next, App).Should().Equal(Line(1), Line(2), Line(3), Line(3, "later"));
        }
        await store.DisposeAsync();
    }

    [Test]
    public async Task Of_many_who_write_at_once_nobody_loses_a_line()
    {
        const int writers = 16;
        const int lines = 1_000;
        await using (var store = Open())
        {
            for (var stream = 0; stream < 4; stream++) store.Prepare(App with { Stream = $"{stream}" });
            await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
            {
                for (var line = 0; line < lines; line++)
                {
                    await store.AppendAsync(App with { Stream = $"{writer % 4}" }, Line(line, $"{writer}"), default);
                    if (line % 100 == 0) Read(store, App with { Stream = "0" });
                }
            })));
        }

        await using var next = Open();
        next.Streams(App.Scope, App.Group).Should().HaveCount(4);
        for (var stream = 0; stream < 4; stream++)
        {
            var read = Read(next, App with { Stream = $"{stream}" });
            read.GroupBy(line => line.Message).Should().HaveCount(4).And.OnlyContain(own => own.Count() == lines && own.Select(line => line.At).SequenceEqual(Enumerable.Range(0, lines).Select(At)));
        }
    }

    [Test]
    public async Task A_store_without_a_folder_keeps_events_in_memory()
    {
        await using var store = new LogStore(null);
        store.Prepare(App);
        // More than can wait: some must have been written when all are taken.
        for (var second = 0; second < 10_000; second++) await store.AppendAsync(App, Line(second), default);

        Read(store, App).Take(3).Should().Equal(Line(0), Line(1), Line(2));
        Directory.EnumerateFileSystemEntries(_folder.Path).Should().BeEmpty();
    }

    [Test]
    public async Task A_file_that_is_no_database_is_named_with_what_to_do_about_it()
    {
        await System.IO.File.WriteAllTextAsync(File, new string('?', 4096));
        await using var store = Open();

        store.Invoking(each => each.Prepare(App)).Should().Throw<IOException>().WithMessage($"{File} is damaged: *Run `workbook reset`*");
        (await System.IO.File.ReadAllTextAsync(File)).Should().StartWith("????", "it is somebody's");
    }

    [Test]
    public async Task Lines_that_cannot_be_written_are_lost_and_the_store_tells()
    {
        Directory.CreateDirectory(File);
        var store = Open();
        for (var second = 0; second < 10_000; second++) await store.AppendAsync(App, Line(second), default);
        await store.DisposeAsync();

        store.Failure.Should().BeOfType<IOException>().Which.Message.Should().StartWith($"{File} cannot be used for logs. ");
    }
}
