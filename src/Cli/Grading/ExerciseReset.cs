using Workbook.Cli.Commands;

namespace Workbook.Cli.Grading;

/// <summary><c>workbook reset NAME</c>: an exercise's file as the course gives it out. What was there is kept beside it.</summary>
internal static class ExerciseReset
{
    public static Task<int> RunAsync(string name, CancellationToken cancellation) => Courses.WithAsync(async (root, catalog) =>
    {
        var exercise = catalog.ByName(name);
        var stub = await CourseFiles.StubAsync(root, exercise, cancellation);
        var file = Path.Combine(root, "exercises", exercise.File);
        if (File.Exists(file) && await File.ReadAllTextAsync(file, cancellation) != stub)
        {
            // Not .cs, or it would be compiled along.
            var kept = Enumerable.Range(1, int.MaxValue).Select(number => $"{file}.{number}.old").First(path => !File.Exists(path));
            File.Move(file, kept);
            Console.WriteLine($"Yours is kept as {Path.GetRelativePath(Environment.CurrentDirectory, kept)}.");
        }
        await File.WriteAllTextAsync(file, stub, cancellation);
        Console.WriteLine($"{Path.GetRelativePath(Environment.CurrentDirectory, file)} is as it was in the beginning.");
        return 0;
    });
}
