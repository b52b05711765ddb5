using System.IO.Compression;
using Workbook.Learning.Grading;

namespace Workbook.Exercises.Tests;

/// <summary>A class's submissions, graded in one go.</summary>
public sealed class ClassTests
{
    private DirectoryInfo _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("workbook-class-");

    [TearDown]
    public void DeleteFolder() => _folder.Delete(recursive: true);

    [Test]
    public async Task Folders_and_archives_are_graded_and_a_bad_one_stops_nobody()
    {
        Solve("class/ada");
        Solve("class/grace-source");
        Zip("class/grace-source", "class/grace.zip");
        Directory.Delete(At("class/grace-source"), recursive: true);
        Directory.CreateDirectory(At("class/nobody"));
        await File.WriteAllBytesAsync(At("class/broken.zip"), [1, 2, 3]);

        var all = await GradeAsync();

        all.Select(each => (each.Student, each.Report.Score)).Should().Equal(("ada", 10), ("broken", 0), ("grace", 10), ("nobody", 0));
        all[1].Report.Exercises[0].Feedback.Should().ContainSingle().Which.Should().Contain("broken.zip cannot be unpacked");
        all[3].Report.Exercises[0].Feedback.Should().Equal("04-task-definitions/FirstTask.cs is missing.");
    }

    [Test]
    public async Task The_same_class_twice_gives_the_same_bytes()
    {
        Solve("class/ada");
        File.WriteAllText(At("class/ada/04-task-definitions/Noise.cs"), "internal static class Noise { [System.Runtime.CompilerServices.ModuleInitializer] internal static void Say() => System.Console.WriteLine(\"same\"); }");
        Directory.CreateDirectory(At("class/nobody"));

        var first = await GradeAsync("first");
        var second = await GradeAsync("second");

        foreach (var student in new[] { "ada", "nobody" })
            File.ReadAllBytes(At($"second/{student}.json")).Should().Equal(File.ReadAllBytes(At($"first/{student}.json")));
        Gradebook.Table(second).Should().Equal(Gradebook.Table(first));
        foreach (var format in ReportFormat.All) format.Write(second[0].Report).Should().Equal(format.Write(first[0].Report), format.Name);
    }

    [Test]
    public async Task What_was_graded_is_not_graded_again_until_it_changes()
    {
        Solve("class/ada");
        await GradeAsync();
        var file = At("grades/ada.json");
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);

        (await GradeAsync())[0].Report.Score.Should().Be(10);
        File.GetLastWriteTimeUtc(file).Should().Be(DateTime.UnixEpoch);

        File.AppendAllText(At("class/ada/04-task-definitions/FirstTask.cs"), "// changed\n");
        await GradeAsync();
        File.GetLastWriteTimeUtc(file).Should().NotBe(DateTime.UnixEpoch);
    }

    [Test]
    public async Task A_report_that_is_not_whole_is_written_anew()
    {
        Solve("class/ada");
        Directory.CreateDirectory(At("grades"));
        File.WriteAllText(At("grades/ada.json"), "{\"score\": 10, ");

        (await GradeAsync())[0].Report.Score.Should().Be(10);
        JsonReport.TryRead(File.ReadAllBytes(At("grades/ada.json")), Checkout.Catalog)!.Score.Should().Be(10);
    }

    [Test]
    public async Task An_archive_that_unpacks_to_more_than_it_should_is_refused()
    {
        using (var zip = ZipFile.Open(At("class", "bomb.zip"), ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("04-task-definitions/FirstTask.cs").Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 100; i++) entry.Write(zeros);
        }

        (await GradeAsync())[0].Report.Exercises[0].Feedback.Should().Equal("Its C# files are larger than 8 MiB together.");
    }

    [Test]
    public async Task An_archive_with_paths_to_elsewhere_is_refused()
    {
        using (var zip = ZipFile.Open(At("class", "escape.zip"), ZipArchiveMode.Create)) zip.CreateEntry("../../escaped.cs");

        (await GradeAsync())[0].Report.Exercises[0].Feedback.Should().Equal("../../escaped.cs would be outside of the submission.");
        File.Exists(At("escaped.cs")).Should().BeFalse();
    }

    [Test]
    public async Task A_link_in_an_archive_is_a_file_with_a_path_in_it()
    {
        Directory.CreateDirectory(At("source/04-task-definitions"));
        using (var zip = ZipFile.Open(At("class", "link.zip"), ZipArchiveMode.Create))
        {
            var entry = zip.CreateEntry("04-task-definitions/FirstTask.cs");
            entry.ExternalAttributes = unchecked((int)0xA1FF0000);
            using var text = new StreamWriter(entry.Open());
            text.Write("/etc/passwd");
        }

        var feedback = (await GradeAsync())[0].Report.Exercises[0].Feedback;

        feedback[0].Should().Be("It does not compile.");
        string.Join('\n', feedback).Should().NotContain("root:");
    }

    private async Task<IReadOnlyList<GradedSubmission>> GradeAsync(string results = "grades")
    {
        var grader = new ClassGrader(Checkout.Root, [Submission.Exercise("FirstTask")], Checkout.Catalog, await SharedGraders.PatientAsync(), At(results));
        var all = new List<GradedSubmission>();
        foreach (var each in HandedIn.In(At("class"))) all.Add(await grader.GradeAsync(each));
        return all;
    }

    private void Solve(string folder)
    {
        Directory.CreateDirectory(At(folder, "04-task-definitions"));
        File.Copy(Path.Combine(Checkout.Root, "solutions/04-task-definitions/FirstTask.cs"), At(folder, "04-task-definitions/FirstTask.cs"));
    }

    private void Zip(string folder, string archive) => ZipFile.CreateFromDirectory(At(folder), At(archive));

    private string At(params string[] path)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "class"));
        return Path.Combine([_folder.FullName, .. path]);
    }
}
