using Workbook.Learning.Grading;
using Workbook.Server;
using Workbook.Web.Cluster;
using Workbook.Web.Exercises;
using Workbook.Web.Lessons;

namespace Workbook.Web.Seats;

/// <summary>All that one person works with: lessons and exercises with files and kernels of their own, and the engine that they talk to.</summary>
internal sealed class Seat : IAsyncDisposable
{
    private readonly Lock _keeping = new();

    /// <param name="folders">Where the person's files are.</param>
    /// <param name="shelf">The person's copies of lessons.</param>
    /// <param name="aws">The person's engine.</param>
    /// <param name="kernel">How kernels are started, and how many may live.</param>
    /// <param name="stubs">Exercises as the course gives them out.</param>
    /// <param name="time">The machine's clock.</param>
    public Seat(SeatFolders folders, LessonShelf shelf, LocalAws aws, LessonKernels kernel, ExerciseStubs stubs, TimeProvider time)
    {
        Folders = folders;
        Aws = aws;
        Log = new(time);
        Shelf = shelf;
        Rooms = new(Shelf, kernel, aws.Engine.ResetAsync, Log, time);
        Exercises = new(folders, stubs);
        Cluster = new(aws, time);
    }

    public SeatFolders Folders { get; }

    public LocalAws Aws { get; }

    /// <summary>What the person does.</summary>
    public SeatLog Log { get; }

    public LessonShelf Shelf { get; }

    public LessonRooms Rooms { get; }

    public ExerciseDesk Exercises { get; }

    public ClusterView Cluster { get; }

    /// <summary>To be held while an exercise of this person is checked.</summary>
    public SemaphoreSlim Checking { get; } = new(1);

    /// <summary>Notes the result of a check where it is the best so far.</summary>
    /// <returns>Why it could not be kept; null: it was.</returns>
    public string? Keep(ExerciseResult result)
    {
        lock (_keeping)
        {
            var progress = Folders.Progress;
            var best = progress.Of(result.Exercise)?.Score ?? 0;
            var trouble = progress.With([result]).Save();
            if (result.NotGraded is null) Log.Checked(result.Exercise.Name, result.Exercise.Title, result.Score > best || result.Score == result.MaxScore ? null : Missing(result));
            return trouble;
        }
    }

    /// <summary>Ends its kernels; the engine goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        await Rooms.DisposeAsync();
        await Cluster.DisposeAsync();
        Checking.Dispose();
    }

    // The exception tells more than that there was one.
    private static string Missing(ExerciseResult result) => result.Output.Split('\n').FirstOrDefault(line => line.Contains("Exception: ", StringComparison.Ordinal)) is { } thrown ? thrown
        : result.Feedback is [var first, ..] ? first
        : result.Checks.FirstOrDefault(check => check.Status != CheckStatus.Passed && !check.Hidden)?.Requirement ?? "a hidden check does not pass";
}
