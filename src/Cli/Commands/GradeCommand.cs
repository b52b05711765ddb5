using System.CommandLine;
using Spectre.Console;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;

namespace Workbook.Cli.Commands;

/// <summary><c>workbook grade [ID]</c>: runs a submission and checks the cluster that it leaves behind.</summary>
internal static class GradeCommand
{
    private const string JsonPrefix = "json=";

    // What a submission is compiled against and runs with.
    private static readonly string[] Libraries = ["Workbook.Lab.dll", "AWSSDK.Core.dll", "AWSSDK.ECS.dll"];

    public static Command Create()
    {
        var id = new Argument<string?>("ID") { Description = "An exercise (FirstTask) or a lesson (04); without it, all there are.", Arity = ArgumentArity.ZeroOrOne };
        var submission = new Option<DirectoryInfo?>("--submission") { Description = "A folder laid out like exercises/. Default: the course's own exercises/, where you solve them.", HelpName = "DIR" };
        var report = new Option<string?>("--report") { Description = "Write the result to a file as well.", HelpName = "json=FILE" };
        report.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is not { Length: > 5 } value || !value.StartsWith(JsonPrefix, StringComparison.Ordinal)) result.AddError("--report takes json=FILE.");
        });
        var backend = Backends.CreateOption();
        var command = new Command("grade", "Grade exercises. Exit code 0: full score; 1: something is missing; 2: it could not be graded.")
        {
            id, submission, backend, report,
        };
        command.SetAction((result, cancellation) => Courses.WithAsync((root, catalog) => GradeAsync(
            root, catalog, catalog.Find(result.GetValue(id)),
            result.GetValue(submission)?.FullName ?? Path.Combine(root, "exercises"),
            result.GetValue(backend)!,
            result.GetValue(report)?[JsonPrefix.Length..],
            cancellation)));
        return command;
    }

    /// <exception cref="GradingException">The course's checks are not in order.</exception>
    internal static Grader CreateGrader(string root, ExerciseCatalog catalog, string backend, TimeSpan? timeLimit = null)
    {
        var options = new GraderOptions { Libraries = [.. Libraries.Select(name => Path.Combine(AppContext.BaseDirectory, name))] };
        var checks = CheckCompiler.Compile(root, options.Libraries);
        return new(catalog, checks, new LocalGrading(backend), timeLimit is { } limit ? options with { TimeLimit = limit } : options);
    }

    private static async Task<int> GradeAsync(
        string root, ExerciseCatalog catalog, IReadOnlyList<Exercise> exercises, string submission, string backend, string? reportFile, CancellationToken cancellation)
    {
        if (!Directory.Exists(submission))
        {
            AnsiConsole.MarkupLineInterpolated($"[red]There is no folder {submission}.[/]");
            return Courses.NotDone;
        }
        var grader = CreateGrader(root, catalog, backend);
        var results = new List<ExerciseResult>();
        foreach (var exercise in exercises)
        {
            results.Add(await grader.GradeAsync(exercise, submission, cancellation));
            GradeView.Show(results[^1]);
        }
        var report = new GradeReport(results);
        GradeView.ShowTotal(report);
        if (reportFile is not null && !TryWrite(report, reportFile)) return Courses.NotDone;
        return report.IsFull ? 0 : report.Exercises.Any(result => result.NotGraded is not null) ? Courses.NotDone : 1;
    }

    private static bool TryWrite(GradeReport report, string file)
    {
        try
        {
            JsonReport.Write(report, file);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]The report could not be written to {file}: {error.Message}[/]");
            return false;
        }
    }
}
