using Workbook.Web.Seats;

namespace Workbook.Web.Tests.Workshops;

/// <summary>What a learner of a workshop may use.</summary>
internal sealed class WorkshopLimitTests
{
    [Test]
    public void Files_of_a_learner_take_no_more_than_their_share()
    {
        using var course = new CourseFolder();
        var folders = SeatFolders.OfLearner(course.Path, "ada", mostBytes: 2 << 20);
        Directory.CreateDirectory(folders.Root);
        var file = Path.Combine(folders.Root, "a");
        File.WriteAllBytes(file, new byte[1 << 20]);

        FluentActions.Invoking(() => folders.Require(Path.Combine(folders.Root, "b"), () => (1 << 20) + 1)).Should().Throw<IOException>().WithMessage("*more than the 2 MiB*Start over*");
        folders.Require(Path.Combine(folders.Root, "b"), () => 1 << 20);
        folders.Require(file, () => 2 << 20);
    }

    [Test]
    public void Who_works_in_a_checkout_has_the_whole_disk()
    {
        using var course = new CourseFolder();
        var folders = SeatFolders.OfCheckout(course.Path);

        folders.Require(Path.Combine(folders.Root, "b"), () => long.MaxValue);

        folders.Exercises.Should().Be(Path.Combine(course.Path, "exercises"));
    }

    [TestCase("--listen", "0.0.0.0")]
    [TestCase("--learners", "3")]
    public async Task What_is_for_a_class_needs_one(string option, string value)
    {
        using var course = new CourseFolder();

        var (exitCode, output) = await OpenWorkbook.RunAsync(course, option, value);

        exitCode.Should().NotBe(0);
        output.Should().Contain("add --workshop");
    }

    [Test]
    public async Task Without_a_sandbox_it_says_what_to_install()
    {
        using var course = new CourseFolder();

        var (exitCode, output) = await OpenWorkbook.RunWithoutProgramsAsync(course, "--port", "0", "--workshop");

        exitCode.Should().Be(1);
        output.Should().Contain("apt-get install bubblewrap").And.Contain("--no-sandbox");
    }

    [TestCase("--listen", "everywhere", "address of this machine")]
    [TestCase("--learners", "0", "from 1 to 500")]
    [TestCase("--public", "class.example.org", "https://class.example.org")]
    [TestCase("--public", "https://class.example.org/path", "without a path")]
    [TestCase("--backend", "docker", "backend embedded")]
    public async Task What_a_class_cannot_have_is_told(string option, string value, string message)
    {
        using var course = new CourseFolder();

        var (exitCode, output) = await OpenWorkbook.RunAsync(course, "--port", "0", "--workshop", option, value);

        exitCode.Should().NotBe(0);
        output.Should().Contain(message);
    }
}
