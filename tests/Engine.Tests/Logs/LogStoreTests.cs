using Workbook.Engine.Logs;
using Workbook.Engine.Tests.Life;
using Workbook.Engine.Tests.State;
using Workbook.Engine.Tests.Time;

namespace Workbook.Engine.Tests.Logs;

/// <summary>Log events in a data folder. What was appended is certain to be written once the store is closed.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LogStoreTests : IDisposable
{
    private static readonly LogStreamName App = new(TestEngine.Scope, "/ecs/app", "web/app/1");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string File => Path.Combine(_folder.Path, "logs.db");

    private static DateTimeOffset At(int second) => FakeMachine.Start + TimeSpan.FromSeconds(second);

    private static LogEvent Line(int second, string? message = null) => new(At(second), message ?? $"line {second}");

    private LogStore Open(int kept = LogStore.KeptPerStream) => new(_folder.Path, kept);

    private async Task WriteAsync(LogStreamName stream, params LogEvent[] lines)
    {
        await using var store = Open();
        foreach (var line in lines) await store.AppendAsync(stream, line, default);
    }

    [Test]
    public async Task Events_outlive_the_store()
    {
        await WriteAsync(App, Line(1, "first"), Line(2, ""), Line(3, "третья ✓"));
        await WriteAsync(App, Line(4, "fourth"));

        await using var store = Open();
        store.Read(App).Should().Equal(Line(1, "first"), Line(2, ""), Line(3, "третья ✓"), Line(4, "fourth"));
        store.NewestIn(App).Should().Be(At(4));
        store.Failure.Should().BeNull();
    }

    [Test]
    public async Task Events_are_read_in_the_order_of_their_time_and_those_of_one_moment_as_they_came()
    {
        await WriteAsync(App, Line(5), Line(3, "a"), Line(3, "c"), Line(3, "b"), Line(1));

        await using var store = Open();
        store.Read(App).Should().Equal(Line(1), Line(3, "a"), Line(3, "c"), Line(3, "b"), Line(5));
    }

    [Test]
    public async Task Events_are_read_from_a_moment_on_which_counts_and_up_to_a_number()
    {
        await WriteAsync(App, Line(1), Line(2), Line(3), Line(4));

        await using var store = Open();
        store.Read(App, At(2)).Should().Equal(Line(2), Line(3), Line(4));
        store.Read(App, At(2) + TimeSpan.FromTicks(1), limit: 1).Should().Equal(Line(3));
        store.Read(App, At(5)).Should().BeEmpty();
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
        store.Streams(App).Should().Equal("a", "b");
        store.Read(App with { Stream = "b" }).Should().ContainSingle();
        store.Read(App with { Scope = App.Scope with { Region = "eu-west-1" } }).Should().ContainSingle();
    }

    [Test]
    public async Task A_stream_that_nobody_wrote_is_empty()
    {
        await using var store = Open();

        store.Read(App).Should().BeEmpty();
        store.NewestIn(App).Should().BeNull();
        store.Streams(App).Should().BeEmpty();
    }

    [Test]
    public async Task A_stream_goes_on_after_everything_was_forgotten()
    {
        await WriteAsync(App, Line(1));
        await using (var store = Open())
        {
            store.Read(App).Should().ContainSingle();
            store.Clear();
            store.Read(App).Should().BeEmpty();
            store.Streams(App).Should().BeEmpty();
            await store.AppendAsync(App, Line(2), default);
        }

        await using var next = Open();
        next.Read(App).Should().Equal(Line(2));
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
    public async Task The_oldest_of_a_stream_go_and_other_streams_keep_theirs()
    {
        var other = App with { Stream = "other" };
        await WriteAsync(other, [.. Enumerable.Range(0, 20).Select(second => Line(second))]);
        await using (var store = Open(kept: 10))
        {
            // The newest comes first: what counts is when it was printed.
            await store.AppendAsync(App, Line(100), default);
            for (var second = 0; second < 50; second++) await store.AppendAsync(App, Line(second), default);
        }

        await using var next = Open();
        var kept = next.Read(App);
        kept.Should().HaveCountLessThanOrEqualTo(11, "a tenth more may be there").And.HaveCountGreaterThanOrEqualTo(10);
        kept.Should().Equal([.. Enumerable.Range(0, 50).Select(second => Line(second)).Append(Line(100)).TakeLast(kept.Count)]);
        next.Read(other).Should().HaveCount(20);
    }

    [Test]
    public async Task Of_many_who_write_at_once_nobody_loses_a_line()
    {
        const int writers = 16;
        const int lines = 1_000;
        await using (var store = Open())
        {
            await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
            {
                for (var line = 0; line < lines; line++)
                {
                    await store.AppendAsync(App with { Stream = $"{writer % 4}" }, Line(line, $"{writer}"), default);
                    if (line % 100 == 0) store.Read(App);
                }
            })));
        }

        await using var next = Open();
        next.Streams(App).Should().HaveCount(4);
        for (var stream = 0; stream < 4; stream++)
        {
            var read = next.Read(App with { Stream = $"{stream}" });
            read.GroupBy(line => line.Message).Should().HaveCount(4).And.OnlyContain(own => own.Count() == lines && own.Select(line => line.At).SequenceEqual(Enumerable.Range(0, lines).Select(At)));
        }
    }

    [Test]
    public async Task A_store_without_a_folder_keeps_events_in_memory()
    {
        await using var store = new LogStore(null);
        // More than can wait: some must have been written when all are taken.
        for (var second = 0; second < 10_000; second++) await store.AppendAsync(App, Line(second), default);

        store.Read(App).Take(3).Should().Equal(Line(0), Line(1), Line(2));
        Directory.EnumerateFileSystemEntries(_folder.Path).Should().BeEmpty();
    }

    [Test]
    public async Task A_file_that_is_no_database_is_named_with_what_to_do_about_it()
    {
        await System.IO.File.WriteAllTextAsync(File, new string('?', 4096));
        await using var store = Open();

        store.Invoking(each => each.Read(App)).Should().Throw<IOException>().WithMessage($"{File} is damaged: it is not a complete SQLite database. Run `workbook reset`*");
        (await System.IO.File.ReadAllTextAsync(File)).Should().StartWith("????", "it is somebody's");
    }

    [Test]
    public async Task Lines_that_cannot_be_written_are_lost_and_the_store_tells()
    {
        Directory.CreateDirectory(File);
        var store = Open();
        for (var second = 0; second < 10_000; second++) await store.AppendAsync(App, Line(second), default);
        await store.DisposeAsync();

        store.Failure.Should().BeOfType<IOException>().Which.Message.Should().StartWith($"{File} cannot be opened. ");
    }
}
