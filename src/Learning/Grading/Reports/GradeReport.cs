using Workbook.Learning.Exercises;

namespace Workbook.Learning.Grading;

/// <summary>What a check says.</summary>
public enum CheckStatus
{
    /// <summary>The cluster is as expected.</summary>
    Passed,

    /// <summary>It is not.</summary>
    Missing,

    /// <summary>This backend cannot tell; the check counts neither for nor against.</summary>
    NotApplicable,
}

/// <summary>What became of one requirement.</summary>
/// <param name="Name">The check's name in the catalogue.</param>
/// <param name="Requirement">What was expected of the cluster, in a sentence.</param>
/// <param name="Worth">The points that it is worth.</param>
/// <param name="Status">Whether the cluster is as expected.</param>
/// <param name="Message">What was expected and what was found, or why it is not applicable; null when it passed.</param>
/// <param name="Hint">Where to look; null unless it is missing.</param>
/// <param name="Hidden">Students do not see what it requires.</param>
public sealed record CheckResult(string Name, string Requirement, int Worth, CheckStatus Status, string? Message, string? Hint, bool Hidden = false)
{
    public bool Passed => Status == CheckStatus.Passed;

    public int Points => Passed ? Worth : 0;

    public int MaxPoints => Status == CheckStatus.NotApplicable ? 0 : Worth;
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

    public int MaxScore => Checks.Sum(check => check.MaxPoints);

    /// <summary>Whether nothing of it can be told on this backend.</summary>
    public bool IsNotApplicable => NotGraded is null && Checks.All(check => check.Status == CheckStatus.NotApplicable);

    public bool IsFull => NotGraded is null && Score == MaxScore && MaxScore > 0;
}

/// <summary>The grading of a submission.</summary>
public sealed record GradeReport(IReadOnlyList<ExerciseResult> Exercises)
{
    /// <summary>Where it was graded, such as <c>embedded</c>.</summary>
    public string Backend { get; init; } = "embedded";

    /// <summary>What held the submission back, such as <c>bubblewrap</c>.</summary>
    public string Sandbox { get; init; } = "none";

    /// <summary>What the cluster's ids were made from: with the same seed, the same calls get the same ids.</summary>
    public int Seed { get; init; }

    /// <summary>Of all that the scores depend on: the submission's files, the course, the workbook; null where nobody asks again.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>What a reader has to know of how it was graded.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public int Score => Exercises.Sum(exercise => exercise.Score);

    public int MaxScore => Exercises.Sum(exercise => exercise.MaxScore);

    /// <summary>True when something was graded, and of what can be told on this backend nothing is missing.</summary>
    public bool IsFull => Exercises.Any(exercise => exercise.IsFull) && Exercises.All(exercise => exercise.IsFull || exercise.IsNotApplicable);
}
