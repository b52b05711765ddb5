using System.Collections.Concurrent;
using System.CommandLine;
using Spectre.Console;
using Workbook.Cli.Commands;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;

namespace Workbook.Cli.Grading;

/// <summary><c>workbook grade-all DIR</c>: grades a class. Whoever is interrupted types it again and goes on where they were.</summary>
internal static class GradeAllCommand
{
    private static readonly Dictionary<string, Func<IReadOnlyList<GradedSubmission>, byte[]>> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["csv"] = Gradebook.Table,
        ["moodle"] = all => Gradebook.Moodle(all, Assignment),
        ["canvas"] = all => Gradebook.Canvas(all, Assignment),
    };

    private const string Assignment = "ECS Workbook";

    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "Holds the submissions: a folder laid out like exercises/, or a .zip of one, for each student." };
        var id = new Argument<string?>("ID") { Description = "An exercise or a lesson; without it, all there are.", Arity = ArgumentArity.ZeroOrOne };
        var jobs = new Option<int>("--jobs") { Description = "How many submissions at the same time.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        jobs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 64) result.AddError("--jobs takes a number from 1 to 64.");
        });
        var results = new Option<DirectoryInfo>("--out") { Description = "Where each student's report goes, as STUDENT.json; what is there already is not graded again.", HelpName = "DIR", DefaultValueFactory = _ => new("grades") };
        var backend = GradingBackends.CreateOption();
        var reports = new ReportFiles(Formats.Keys);
        var command = new Command("grade-all", "Grade a class's submissions. Exit code 0: all were graded; 2: some could not be.") { folder, id, jobs, results, backend };
        reports.AddTo(command);
        command.SetAction((result, cancellation) => Courses.WithAsync(async (root, catalog) =>
        {
            var from = result.GetValue(folder)!;
            if (!from.Exists) throw new CatalogException($"There is no folder {from.FullName}.");
            using var grader = await Graders.CreateAsync(root, catalog, result.GetValue(backend)!, cancellation);
            var all = await GradeAsync(new(root, catalog.Find(result.GetValue(id)), catalog, grader, result.GetValue(results)!.FullName), HandedIn.In(from.FullName), result.GetValue(jobs), cancellation);
            return Show(all) & reports.TryWrite(result, format => Formats[format](all)) ? 0 : Courses.NotDone;
        }));
        return command;
    }

    private static async Task<IReadOnlyList<GradedSubmission>> GradeAsync(ClassGrader grader, IReadOnlyList<HandedIn> submissions, int jobs, CancellationToken cancellation)
    {
        if (submissions.Count == 0) throw new CatalogException("There are no submissions: each student's is a folder or a .zip in that folder.");
        if (submissions.GroupBy(each => each.Student).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new CatalogException($"{twice.Key} has handed in a folder and a .zip; remove one of them.");
        var graded = new ConcurrentDictionary<string, GradedSubmission>();
        await Batch.ForEachAsync("Grading", submissions, jobs, async (each, token) => graded[each.Student] = await grader.GradeAsync(each, token), cancellation);
        return [.. submissions.Select(each => graded[each.Student])];
    }

    private static bool Show(IReadOnlyList<GradedSubmission> all)
    {
        var table = new Table().AddColumns("student", "points").Border(TableBorder.Simple);
        foreach (var each in all)
        {
            var open = each.Report.Exercises.Count(result => result.NotGraded is not null);
            table.AddRow(Markup.Escape(each.Student), open == 0 ? $"{each.Report.Score} of {each.Report.MaxScore}" : $"{open} not graded: {Markup.Escape(each.Report.Exercises.First(result => result.NotGraded is not null).NotGraded!)}");
        }
        AnsiConsole.Write(table);
        foreach (var warning in all.SelectMany(each => each.Report.Warnings).Distinct()) AnsiConsole.MarkupLineInterpolated($"[yellow]{warning}[/]");
        return all.All(each => each.Report.Exercises.All(result => result.NotGraded is null));
    }
}
