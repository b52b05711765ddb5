using System.CommandLine;
using System.Threading.Channels;
using Spectre.Console;
using Workbook.Cli.Commands;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;

namespace Workbook.Cli.Grading;

/// <summary><c>workbook watch [ID]</c>: grades an exercise again whenever its file is saved.</summary>
internal static class WatchCommand
{
    // Editors save in several steps; what they change within this time is one change.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        var id = new Argument<string?>("ID") { Description = "An exercise or a lesson; without it, whatever is saved.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("watch", "Grade an exercise whenever its file is saved. Ctrl-C ends it.") { id };
        command.SetAction((result, cancellation) => Courses.WithAsync((root, catalog) => WatchAsync(root, catalog, catalog.Find(result.GetValue(id)), TimeProvider.System, cancellation)));
        return command;
    }

    private static async Task<int> WatchAsync(string root, ExerciseCatalog catalog, IReadOnlyList<Exercise> exercises, TimeProvider time, CancellationToken cancellation)
    {
        var folder = Path.Combine(root, "exercises");
        var saved = Channel.CreateUnbounded<string>();
        using var watcher = new FileSystemWatcher(folder, "*.cs") { IncludeSubdirectories = true };
        watcher.Changed += (_, change) => saved.Writer.TryWrite(change.Name!);
        watcher.Created += (_, change) => saved.Writer.TryWrite(change.Name!);
        watcher.Renamed += (_, change) => saved.Writer.TryWrite(change.Name!);
        watcher.EnableRaisingEvents = true;
        using var grader = await Graders.CreateAsync(root, catalog, Backends.Embedded, cancellation);
        if (exercises is [var only]) await GradeAsync(grader, only, root, time, cancellation);
        AnsiConsole.WriteLine(exercises is [var one] ? $"Waiting for exercises/{one.File} to be saved. Ctrl-C ends." : "Waiting for a file of exercises/ to be saved. Ctrl-C ends.");
        try
        {
            while (await saved.Reader.WaitToReadAsync(cancellation))
            {
                await Task.Delay(Quiet, time, cancellation);
                var names = new HashSet<string>(StringComparer.Ordinal);
                while (saved.Reader.TryRead(out var name)) names.Add(name.Replace('\\', '/'));
                foreach (var exercise in exercises.Where(exercise => names.Contains(exercise.File))) await GradeAsync(grader, exercise, root, time, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how it ends.
        }
        return 0;
    }

    private static async Task GradeAsync(Grader grader, Exercise exercise, string root, TimeProvider time, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var result = await grader.GradeAsync(exercise, Path.Combine(root, "exercises"), cancellation);
        GradeView.Show(StudentView.Of(result));
        if (LearnerProgress.Load(root).With([result]).Save() is { } problem) await Console.Error.WriteLineAsync(problem);
        AnsiConsole.MarkupLineInterpolated(System.Globalization.CultureInfo.InvariantCulture, $"[grey]graded in {time.GetElapsedTime(started).TotalSeconds:0.0} s[/]");
    }
}
