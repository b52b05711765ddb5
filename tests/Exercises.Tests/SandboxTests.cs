using System.Globalization;
using Workbook.Learning.Grading;

namespace Workbook.Exercises.Tests;

/// <summary>What holds in every sandbox.</summary>
public abstract class SandboxTests
{
    [Test]
    public async Task Nothing_that_it_started_outlives_it()
    {
        // Twice detached: a session of its own, and a parent that is gone. Nobody else sleeps for that long.
        var seconds = 600_000 + Environment.ProcessId;
        var result = await Submission.GradeBodyAsync(string.Create(CultureInfo.InvariantCulture,
            $$"""
            using var shell = System.Diagnostics.Process.Start("/bin/sh", ["-c", "setsid sh -c 'sleep {{seconds}} & sleep {{seconds}}' > /dev/null 2>&1 & sleep 0.2; echo started"])!;
            await shell.WaitForExitAsync();
            """), grader: await GraderAsync(impatient: false));

        RequireNothing(result);
        result.Output.Should().Contain("started");
        Directory.EnumerateDirectories("/proc").Select(folder => Path.Combine(folder, "cmdline")).Where(File.Exists).Select(ReadOrNothing)
            .Should().NotContain(line => line.Contains($"sleep\0{seconds}", StringComparison.Ordinal));
    }

    [Test]
    public async Task The_environment_holds_nothing_of_the_graders()
    {
        Environment.SetEnvironmentVariable("WORKBOOK_TEST_SECRET", "do-not-tell");
        var result = await Submission.GradeBodyAsync("foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables()) Console.WriteLine(entry.Key + \"=\" + entry.Value);", grader: await GraderAsync(impatient: false));

        RequireNothing(result);
        result.Output.Should().Contain("AWS_ENDPOINT_URL=").And.NotContain("do-not-tell").And.NotContain("TOKEN");
    }

    /// <summary>A grader with the sandbox that is tested.</summary>
    private protected abstract Task<Grader> GraderAsync(bool impatient);

    private protected static void RequireNothing(ExerciseResult result)
    {
        result.NotGraded.Should().BeNull();
        result.Score.Should().Be(0);
        result.Checks.Should().HaveCount(result.Exercise.Checks.Count).And.OnlyContain(check => !check.Passed);
    }

    /// <summary>Grades a submission of the corpus.</summary>
    private protected async Task IsWorthNothingAsync(string name)
    {
        var cheat = Cheat.All().Single(each => each.Name == name);
        using var submission = new Submission();
        var exercise = Submission.Exercise(cheat.Exercise);
        submission.Write(exercise.File, cheat.Text);

        var result = await submission.GradeAsync(exercise, await GraderAsync(cheat.IsImpatient));

        RequireNothing(result);
        foreach (var said in cheat.Says) result.Output.Should().Contain(said);
        foreach (var said in cheat.Checks) result.Checks.Should().OnlyContain(check => check.Message!.Contains(said));
        foreach (var told in cheat.Feedback) string.Join('\n', result.Feedback).Should().Contain(told);
        result.Output.Length.Should().BeLessThan(20_000);
    }

    private static string ReadOrNothing(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
