using Workbook.Web.Lessons;

namespace Workbook.Web.Tests.Lessons;

/// <summary>What a page has not been told yet.</summary>
internal sealed class RoomWatchTests
{
    [Test]
    public async Task A_page_that_reads_slowly_is_told_of_each_cell_once()
    {
        var watch = new RoomWatch();
        for (var line = 0; line < 1000; line++) watch.Touch(line % 2 == 0 ? "a" : "b");
        watch.Tell(new LessonEvent.Trouble("first"));
        watch.Tell(new LessonEvent.Trouble("second"));

        var (events, cells) = await watch.TakeAsync(CancellationToken.None);

        cells.Should().Equal("a", "b");
        events.Should().Equal(new LessonEvent.Trouble("first"), new LessonEvent.Trouble("second"));
    }

    [Test]
    public async Task It_waits_for_news()
    {
        var watch = new RoomWatch();
        var taken = watch.TakeAsync(CancellationToken.None);
        taken.IsCompleted.Should().BeFalse();

        watch.Touch("a");

        (await taken).Cells.Should().Equal("a");
    }
}
