using Workbook.Web.Lessons;
using Workbook.Web.Seats;
using Workbook.Web.Workshops;

namespace Workbook.Web.Tests.Workshops;

/// <summary>Who seems to need the instructor.</summary>
internal sealed class StuckTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly LessonEntry Lesson = new("04-task-definitions", "04", "Task definitions");
    private static readonly LessonEntry Other = new("05-load-balancing", "05", "Load balancing");

    [Test]
    public void Nobody_is_stuck_who_has_done_nothing_yet() => Stuck.Of(SeatActivity.None, Start).Should().BeNull();

    [Test]
    public void A_cell_that_fails_three_times_in_a_row_is_trouble()
    {
        var twice = SeatActivity.None.Ran(Lesson, 5, "CS0103", Start).Ran(Lesson, 5, "CS0246", Start.AddMinutes(1));
        var thrice = twice.Ran(Lesson, 5, "CS1002\nand more", Start.AddMinutes(2));

        Stuck.Of(twice, Start.AddMinutes(1)).Should().BeNull("a slip is no trouble");
        Stuck.Of(thrice, Start.AddMinutes(2)).Should().Be(new Stuck("failed 3 times in a row: CS1002", Start, "lesson 04, cell 5"));
    }

    [Test]
    public void Who_gets_a_cell_of_that_lesson_to_work_is_past_it()
    {
        var stuck = Enumerable.Range(0, 4).Aggregate(SeatActivity.None, (activity, minute) => activity.Ran(Lesson, 5, "no", Start.AddMinutes(minute)));

        Stuck.Of(stuck.Ran(Other, 1, null, Start.AddMinutes(5)), Start.AddMinutes(5)).Should().NotBeNull("another lesson says nothing of this one");
        Stuck.Of(stuck.Ran(Lesson, 6, null, Start.AddMinutes(5)), Start.AddMinutes(5)).Should().BeNull();
    }

    [Test]
    public void Checks_without_more_points_are_trouble_until_there_are_more()
    {
        var stuck = Enumerable.Range(0, 3).Aggregate(SeatActivity.None, (activity, minute) => activity.Checked("FirstTask", "A first task", "It runs a task", Start.AddMinutes(minute)));

        Stuck.Of(stuck, Start.AddMinutes(3)).Should().Be(new Stuck("failed 3 times in a row: It runs a task", Start, "exercise “A first task”"));
        Stuck.Of(stuck.Checked("FirstTask", "A first task", null, Start.AddMinutes(3)), Start.AddMinutes(3)).Should().BeNull();
    }

    [Test]
    public void Who_has_a_page_open_and_does_nothing_for_ten_minutes_may_need_a_hand()
    {
        var there = SeatActivity.None.Opened(Lesson, Start).Connected(1, Start);

        Stuck.Of(there, Start.AddMinutes(9)).Should().BeNull();
        Stuck.Of(there, Start.AddMinutes(10)).Should().Be(new Stuck("has done nothing of late", Start));
        Stuck.Of(there.Connected(-1, Start.AddMinutes(8)), Start.AddMinutes(10)).Should().BeNull("who is away is not stuck");
    }

    [Test]
    public void Who_asks_for_help_comes_before_all_else()
    {
        var asked = SeatActivity.None.Ran(Lesson, 1, "no", Start).Ran(Lesson, 1, "no", Start).Ran(Lesson, 1, "no", Start).Raised(true, Start.AddMinutes(1)).Raised(true, Start.AddMinutes(2));

        Stuck.Of(asked, Start.AddMinutes(3)).Should().Be(new Stuck("asks for help", Start.AddMinutes(1)));
        Stuck.Of(asked.Raised(false, Start.AddMinutes(3)), Start.AddMinutes(3))!.Place.Should().Be("lesson 04, cell 1");
    }
}
