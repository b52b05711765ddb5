using Workbook.Learning.Exercises;

namespace Workbook.Learning.Grading;

/// <summary>What became of one requirement.</summary>
/// <param name="Name">The check's name in the catalogue.</param>
/// <param name="Requirement">What was expected of the cluster, in a sentence.</param>
/// <param name="MaxPoints">What it is worth.</param>
/// <param name="Passed">Whether the cluster is as expected.</param>
/// <param name="Message">What was expected and what was found; null when it passed.</param>
/// <param name="Hint">Where to look; null when it passed.</param>
public sealed record CheckResult(string Name, string Requirement, int MaxPoints, bool Passed, string? Message, string? Hint)
{
    public int Points => Passed ? MaxPoints : 0;
}

/// <summary>What became of one exercise.</summary>
public sealed record ExerciseResult
{
    public required Exercise Exercise { get; init; }

    /// <summary>In the order of the catalogue.</summary>
    public required IReadOnlyList<CheckResult> Checks { get; init; }

    /// <summary>What the learner should know before reading the checks: compiler errors, an exception, a time limit.</summary>
    public IReadOnlyList<string> Feedback { get; init; } = [];

    /// <summary>What the submission printed, cut to a bearable length. It is shown, and never read by the grader.</summary>
    public string Output { get; init; } = "";

    /// <summary>Why nothing can be said of the submission; null when it was graded.</summary>
    public string? NotGraded { get; init; }

    public int Score => NotGraded is null ? Checks.Sum(check => check.Points) : 0;

    public int MaxScore => Exercise.Points;

    public bool IsFull => NotGraded is null && Score == MaxScore;
}

/// <summary>The grading of a submission.</summary>
public sealed record GradeReport(IReadOnlyList<ExerciseResult> Exercises)
{
    public int Score => Exercises.Sum(exercise => exercise.Score);

    public int MaxScore => Exercises.Sum(exercise => exercise.MaxScore);

    /// <summary>True when everything was graded and nothing is missing.</summary>
    public bool IsFull => Exercises.Count > 0 && Exercises.All(exercise => exercise.IsFull);
}
