using Workbook.Learning.Grading;

namespace Workbook.Web.Seats;

/// <summary>Where a person's files are. What the course gives out is read there and never written; what is one's own lies apart from it.</summary>
internal sealed record SeatFolders
{
    private const string Own = ".workbook";

    /// <summary>The root of the course.</summary>
    public required string Course { get; init; }

    /// <summary>Holds the person's progress; see <see cref="LearnerProgress.Place"/>.</summary>
    public required string Root { get; init; }

    /// <summary>Whether the person's files are those of the checkout, which the terminal works on as well.</summary>
    public bool IsCheckout => Root == Course;

    /// <summary>The person's files of exercises, laid out like the course's <c>exercises/</c>.</summary>
    public required string Exercises { get; init; }

    /// <summary>How many bytes may lie under <see cref="Root"/>; null: as many as the disk holds.</summary>
    public long? MostBytes { get; init; }

    /// <summary>The lessons as the course gives them out; relative paths in them start here.</summary>
    public string Notebooks => Path.Combine(Course, "notebooks");

    /// <summary>The person's copies of lessons.</summary>
    public string Copies => Path.Combine(Root, Own, "notebooks");

    /// <summary>The course's solutions.</summary>
    public string Solutions => Path.Combine(Course, "solutions");

    public LearnerProgress Progress => LearnerProgress.Load(Root);

    /// <summary>Who works in a checkout of one's own: the files that the terminal works on.</summary>
    public static SeatFolders OfCheckout(string course) => new() { Course = course, Root = course, Exercises = Path.Combine(course, "exercises") };

    /// <summary>
    /// A learner of a workshop, apart from the checkout's owner and from others. The folder can be graded as it is:
    /// <c>./workbook grade-all .workbook/workshop</c>.
    /// </summary>
    public static SeatFolders OfLearner(string course, string folder, long mostBytes)
    {
        var root = Path.Combine(WorkshopOf(course), folder);
        return new() { Course = course, Root = root, Exercises = root, MostBytes = mostBytes };
    }

    /// <summary>What a workshop keeps, in a folder for each learner.</summary>
    public static string WorkshopOf(string course) => Path.Combine(course, Own, "workshop");

    /// <summary>To be called before something is written.</summary>
    /// <param name="file">What is to be written.</param>
    /// <param name="bytes">Tells its size from then on.</param>
    /// <exception cref="IOException">There is no room for it; the message says what to do.</exception>
    public void Require(string file, Func<long> bytes)
    {
        if (MostBytes is not { } most || !Directory.Exists(Root)) return;
        var others = new DirectoryInfo(Root).EnumerateFiles("*", SearchOption.AllDirectories).Where(each => each.FullName != file).Sum(LengthOf);
        if (others + bytes() > most)
            throw new IOException($"Your files would take more than the {most >> 20} MiB that each learner of this workshop has. Start a lesson over (More, Start over) to clear its outputs, or make your code smaller.");
    }

    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            // Another save has put it into its place meanwhile.
            return 0;
        }
    }
}
