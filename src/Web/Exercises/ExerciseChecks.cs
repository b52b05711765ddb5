using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;
using Workbook.Web.Seats;

namespace Workbook.Web.Exercises;

/// <summary>What came of a check.</summary>
/// <param name="Result">As the learner may see it.</param>
/// <param name="Clusters">As the checks saw them.</param>
/// <param name="Trouble">What the learner should know besides; null: nothing.</param>
internal sealed record CheckedExercise(ExerciseResult Result, IReadOnlyList<Picture> Clusters, string? Trouble);

/// <summary>
/// Checks exercises with the grader that the terminal has, and notes the progress where the terminal does. As many at a time as there are processors; one
/// that takes long keeps nobody else from being checked while there are two.
/// </summary>
internal sealed class ExerciseChecks(Func<Func<IGradingBackend, IGradingBackend>, CancellationToken, Task<Grader>> create) : IAsyncDisposable
{
    private const int FewestAtATime = 2;

    private static readonly int AtATime = Math.Max(FewestAtATime, Environment.ProcessorCount);

    private readonly SemaphoreSlim _turns = new(AtATime);
    private readonly SemaphoreSlim _making = new(1);
    private ClusterWitness? _witness;
    private Grader? _grader;

    /// <exception cref="GradingException">The course's checks are not in order.</exception>
    public async Task<CheckedExercise> CheckAsync(Exercise exercise, Seat seat, CancellationToken cancellation)
    {
        // One at a time of each person, so that nobody stands in the queue many times.
        await seat.Checking.WaitAsync(cancellation);
        try
        {
            await _turns.WaitAsync(cancellation);
            try
            {
                return await CheckInTurnAsync(exercise, seat, cancellation);
            }
            finally
            {
                _turns.Release();
            }
        }
        finally
        {
            seat.Checking.Release();
        }
    }

    private async Task<CheckedExercise> CheckInTurnAsync(Exercise exercise, Seat seat, CancellationToken cancellation)
    {
        var grader = await GraderAsync(cancellation);
        var seen = _witness!.Watch();
        var result = await grader.GradeAsync(exercise, seat.Folders.Exercises, cancellation);
        return new(StudentView.Of(result), seen.Clusters, seat.Keep(result));
    }

    public async ValueTask DisposeAsync()
    {
        for (var turn = 0; turn < AtATime; turn++) await _turns.WaitAsync();
        _grader?.Dispose();
        _turns.Dispose();
        _making.Dispose();
    }

    private async Task<Grader> GraderAsync(CancellationToken cancellation)
    {
        await _making.WaitAsync(cancellation);
        try
        {
            return _grader ??= await create(backend => _witness = new(backend), cancellation);
        }
        finally
        {
            _making.Release();
        }
    }
}
