using Workbook.Web.Lessons;
using Workbook.Web.Seats;

namespace Workbook.Web.Tests.Lessons;

/// <summary>Originals, and copies that learners make of them.</summary>
internal sealed class LessonShelfTests
{
    private const string Own = "90-own";

    [Test]
    public void A_copy_knows_that_the_course_has_gone_on()
    {
        using var course = new CourseFolder();
        course.Write(Own, "1 + 1");
        var shelf = new LessonShelf(SeatFolders.OfCheckout(course.Path));
        var lesson = shelf.Find(Own)!;
        shelf.IsOutdated(lesson).Should().BeFalse("there is no copy yet");
        shelf.Save(lesson, shelf.Read(lesson));
        shelf.IsOutdated(lesson).Should().BeFalse();

        course.Write(Own, "1 + 2");
        shelf.Save(lesson, shelf.Read(lesson));

        shelf.IsOutdated(lesson).Should().BeTrue("a change of the copy does not bring the new text");
        shelf.Read(lesson).Cells[^1].Source.Should().Be("1 + 1");

        shelf.Restore(lesson);
        shelf.IsOutdated(lesson).Should().BeFalse();
        shelf.Read(lesson).Cells[^1].Source.Should().Be("1 + 2");
        shelf.Save(lesson, shelf.Read(lesson));
        shelf.IsOutdated(lesson).Should().BeFalse("the copy is of the new one");
    }
}
