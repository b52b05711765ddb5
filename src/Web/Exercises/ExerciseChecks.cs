using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;

namespace Workbook.Web.Exercises;

/// <summary>What came of a check.</summary>
/// <param name="Result">As the learner may see it.</param>
/// <param name="Clusters">As the checks saw them.</param>
/// <param name="Trouble">What the learner should know besides; null: nothing.</param>
internal sealed record CheckedExercise(ExerciseResult Result, IReadOnlyList<Picture> Clusters, string? Trouble);

/// <summary>Checks exercises, one after the other, with the grader that the terminal has, and notes the progress where the terminal does.</summary>
internal sealed class ExerciseChecks(SiteOptions options, ExerciseDesk desk) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ClusterWitness? _witness;
    private Grader? _grader;

    /// <exception cref="GradingException">The course's checks are not in order.</exception>
    public async Task<CheckedExercise> CheckAsync(Exercise exercise, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            _grader ??= await options.Grader(backend => _witness = new(backend), cancellation);
            _witness!.Seen = [];
            var result = await _grader.GradeAsync(exercise, desk.Folder, cancellation);
            var trouble = LearnerProgress.Load(options.CourseRoot).With([result]).Save();
            return new(StudentView.Of(result), _witness.Seen, trouble);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        _grader?.Dispose();
        _turn.Dispose();
    }
}
