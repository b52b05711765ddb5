using System.IO.Compression;
using System.Text.Json;
using Workbook.Learning.Notebooks;

namespace Workbook.Exercises.Tests;

/// <summary>The set-ups for Gradescope and PrairieLearn, as their containers run them.</summary>
[Platform("Linux")]
public sealed class GraderSetUpTests
{
    private DirectoryInfo _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("workbook-setup-");

    [TearDown]
    public void DeleteFolder() => _folder.Delete(recursive: true);

    [Test]
    public async Task Gradescope_gets_its_results()
    {
        Directory.CreateDirectory(At("source"));
        File.CreateSymbolicLink(At("source/workbook"), Checkout.Root);
        await File.WriteAllTextAsync(At("source/exercise"), "FirstTask");
        Directory.CreateDirectory(At("submission/exercises/04-task-definitions"));
        File.Copy(Path.Combine(Checkout.Root, "solutions/04-task-definitions/FirstTask.cs"), At("submission/exercises/04-task-definitions/FirstTask.cs"));

        var (exitCode, output) = await RunAsync("eng/graders/gradescope/run_autograder", ("AUTOGRADER", _folder.FullName));

        exitCode.Should().Be(0, output);
        using var results = JsonDocument.Parse(await File.ReadAllBytesAsync(At("results/results.json")));
        results.RootElement.GetProperty("score").GetInt32().Should().Be(10);
        results.RootElement.GetProperty("tests").EnumerateArray().Should().HaveCount(5).And.OnlyContain(test => test.GetProperty("status").GetString() == "passed");
    }

    [Test]
    public async Task The_zip_for_Gradescope_holds_what_it_runs()
    {
        var zip = At("autograder.zip");

        var (exitCode, output) = await RunAsync("eng/graders/gradescope/build", [], "04", zip);

        exitCode.Should().Be(0, output);
        using var archive = ZipFile.OpenRead(zip);
        archive.Entries.Select(entry => entry.FullName).Should().Contain(["setup.sh", "run_autograder", "exercise", "workbook/exercises/catalog.json"]);
        (archive.GetEntry("run_autograder")!.ExternalAttributes >> 16 & 0b001_000_000).Should().NotBe(0, "it has to be executable");
    }

    [Test]
    public async Task PrairieLearn_gets_its_results()
    {
        foreach (var folder in new[] { "student", "tests" }) Directory.CreateDirectory(At(folder));
        File.Copy(Path.Combine(Checkout.Root, "eng/graders/prairielearn/question/tests/exercise"), At("tests/exercise"));
        File.Copy(Path.Combine(Checkout.Root, "exercises/04-task-definitions/FirstTask.cs"), At("student/FirstTask.cs"));

        var (exitCode, output) = await RunAsync("eng/graders/prairielearn/grade", ("GRADE", _folder.FullName), ("COURSE", Checkout.Root));

        exitCode.Should().Be(0, output);
        using var results = JsonDocument.Parse(await File.ReadAllBytesAsync(At("results/results.json")));
        results.RootElement.GetProperty("gradable").GetBoolean().Should().BeTrue();
        results.RootElement.GetProperty("score").GetDouble().Should().Be(0);
    }

    private static Task<(int ExitCode, string Output)> RunAsync(string script, params (string Name, string? Value)[] variables) => RunAsync(script, variables, []);

    private static Task<(int ExitCode, string Output)> RunAsync(string script, (string Name, string? Value)[] variables, params string[] arguments) => CommandLine.RunAsync(
        Path.Combine(Checkout.Root, script), arguments, [.. variables, ("WORKBOOK", $"{DotnetHost.Path} {Path.Combine(AppContext.BaseDirectory, "workbook.dll")}")]);

    private string At(string path) => Path.Combine(_folder.FullName, path);
}
