using Workbook.Learning.Exercises;

namespace Workbook.Learning.Grading;

/// <summary>One thing that a course has to be right about: what becomes of a stub, a solution, a wrong submission.</summary>
/// <param name="Exercise">The exercise.</param>
/// <param name="Name">Such as <c>FirstTask stub</c>.</param>
/// <param name="Submission">The tree that holds the submission, such as <c>solutions</c>, or the wrong one.</param>
public sealed record CourseCase(Exercise Exercise, string Name, CourseSubmission Submission)
{
    public override string ToString() => Name;
}

/// <summary>What is handed in.</summary>
public abstract record CourseSubmission
{
    /// <summary>The exercise as learners find it.</summary>
    public sealed record Stub : CourseSubmission;

    /// <summary>As it is solved.</summary>
    public sealed record Solution : CourseSubmission;

    /// <summary>As it is not.</summary>
    public sealed record Wrong(WrongSubmission Submission) : CourseSubmission;
}
