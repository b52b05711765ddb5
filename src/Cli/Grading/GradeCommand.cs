using System.CommandLine;
using Spectre.Console;
using Workbook.Cli.Commands;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;

namespace Workbook.Cli.Grading;

/// <summary><c>workbook grade [ID]</c>: runs a submission and checks the cluster that it leaves behind.</summary>
internal static class GradeCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("ID") { Description = "An exercise (FirstTask) or a lesson (04); without it, all there are.", Arity = ArgumentArity.ZeroOrOne };
        var submission = new Option<DirectoryInfo?>("--submission") { Description = "A folder laid out like exercises/. Default: the course's own exercises/, where you solve them.", HelpName = "DIR" };
        var backend = GradingBackends.CreateOption();
        var reports = new ReportFiles([.. ReportFormat.All.Select(format => format.Name)]);
        var command = new Command("grade", "Grade exercises. Exit code 0: full score; 1: something is missing; 2: it could not be graded.") { id, submission, backend };
        reports.AddTo(command);
        command.SetAction((result, cancellation) => Courses.WithAsync((root, catalog) =>
            GradeAsync(root, catalog, catalog.Find(result.GetValue(id)), result.GetValue(submission)?.FullName, result.GetValue(backend)!, reports, result, cancellation)));
        return command;
    }

    private static async Task<int> GradeAsync(
        string root, ExerciseCatalog catalog, IReadOnlyList<Exercise> exercises, string? submission, string backend, ReportFiles reports, ParseResult arguments, CancellationToken cancellation)
    {
        if (submission is not null && !Directory.Exists(submission))
        {
            AnsiConsole.MarkupLineInterpolated($"[red]There is no folder {submission}.[/]");
            return Courses.NotDone;
        }
        using var grader = await Graders.CreateAsync(root, catalog, backend, cancellation);
        var results = new List<ExerciseResult>();
        foreach (var exercise in exercises)
        {
            results.Add(await grader.GradeAsync(exercise, submission ?? Path.Combine(root, "exercises"), cancellation));
            GradeView.Show(reports.View(arguments, grader.Report([results[^1]])).Exercises[0]);
        }
        var report = grader.Report(results);
        if (submission is null && LearnerProgress.Load(root).With(results).Save() is { } problem) await Console.Error.WriteLineAsync(problem);
        GradeView.ShowTotal(report);
        if (!reports.TryWrite(arguments, format => ReportFormat.Find(format)!.Write(reports.View(arguments, report)))) return Courses.NotDone;
        return report.IsFull ? 0 : report.Exercises.Any(result => result.NotGraded is not null) || report.MaxScore == 0 ? Courses.NotDone : 1;
    }
}
