using Workbook.Cli.Commands;
using Workbook.Learning.Exercises;

namespace Workbook.Cli.Grading;

/// <summary><c>workbook reset NAME</c>: an exercise's file as the course gives it out. What was there is kept beside it.</summary>
internal static class ExerciseReset
{
    public static Task<int> RunAsync(string name, CancellationToken cancellation) => Courses.WithAsync(async (root, catalog) =>
    {
        var exercise = catalog.ByName(name);
        if (await CourseFiles.ResetAsync(root, exercise, cancellation) is { } kept) Console.WriteLine($"Yours is kept as {Path.GetRelativePath(Environment.CurrentDirectory, kept)}.");
        Console.WriteLine($"{Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(root, "exercises", exercise.File))} is as it was in the beginning.");
        return 0;
    });
}
