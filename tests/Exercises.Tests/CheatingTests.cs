using System.Globalization;
using Workbook.Learning.Grading;

namespace Workbook.Exercises.Tests;

/// <summary>Submissions that would rather have points than work. None of them gets any.</summary>
public sealed class CheatingTests
{
    [Test]
    public async Task Ending_the_process_successfully_is_no_success()
    {
        var result = await Submission.GradeBodyAsync("System.Environment.Exit(0);");

        RequireNothing(result);
        result.Feedback.Should().BeEmpty("the exit code is not believed, in either direction");
    }

    [Test]
    public async Task Ending_it_before_anything_runs_is_none_either() => RequireNothing(await Submission.GradeBodyAsync("", more:
        """
        internal static class Early
        {
            [System.Runtime.CompilerServices.ModuleInitializer]
            internal static void End() => System.Environment.Exit(0);
        }
        """));

    [Test]
    public async Task Throwing_is_shown_to_the_learner()
    {
        var result = await Submission.GradeBodyAsync("throw new InvalidOperationException(\"no idea\");");

        RequireNothing(result);
        result.Output.Should().Contain("no idea").And.Contain("04-task-definitions/FirstTask.cs:line 9");
    }

    [Test]
    public async Task Throwing_what_NUnit_takes_for_success_does_not_compile()
    {
        var result = await Submission.GradeBodyAsync("throw new NUnit.Framework.SuccessException(\"passed\");");

        RequireNothing(result);
        result.Feedback.Should().Contain(line => line.Contains("NUnit"));
    }

    [Test]
    public async Task An_own_Assert_asserts_nothing() => RequireNothing(await Submission.GradeBodyAsync("Assert.That(false);", more:
        """
        public static class Assert { public static void That(params object[] all) { } }
        namespace FluentAssertions { public static class AssertionExtensions { public static object Should(this object any) => any; } }
        namespace NUnit.Framework { public sealed class TestAttribute : System.Attribute { } }
        public sealed class FirstTaskChecks { [NUnit.Framework.Test] public void ClusterExists() { } }
        """));

    [Test]
    public async Task A_loop_without_end_is_ended()
    {
        var result = await Submission.GradeBodyAsync("while (true) { }", impatient: true);

        RequireNothing(result);
        result.Feedback.Should().ContainSingle().Which.Should().Contain("still running after 3 s");
    }

    [Test]
    public async Task Unbounded_recursion_is_survived() =>
        RequireNothing(await Submission.GradeBodyAsync("int Deeper(int n) => Deeper(n + 1) + 1; Console.WriteLine(Deeper(1));"));

    [Test]
    public async Task Memory_has_a_limit() =>
        RequireNothing(await Submission.GradeBodyAsync("var all = new List<byte[]>(); while (true) all.Add(new byte[100_000_000]);"));

    [Test]
    public async Task Printing_without_end_is_cut()
    {
        var result = await Submission.GradeBodyAsync("while (true) Console.WriteLine(new string('x', 10_000));", impatient: true);

        RequireNothing(result);
        result.Output.Length.Should().BeLessThan(20_000);
    }

    [Test]
    public async Task Printing_a_result_is_not_having_one() =>
        RequireNothing(await Submission.GradeBodyAsync("""Console.WriteLine("{\"score\":10,\"maxScore\":10}"); File.WriteAllText("results.json", "{\"score\":10}");"""));

    [Test]
    [Platform("Linux")]
    public async Task Nothing_that_it_started_outlives_it()
    {
        // Twice detached: a session of its own, and a parent that is gone.
        var result = await Submission.GradeBodyAsync(
            """
            var start = new System.Diagnostics.ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true };
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add("setsid sh -c 'sleep 600 & echo $!' & wait");
            using var shell = System.Diagnostics.Process.Start(start)!;
            Console.WriteLine("child " + await shell.StandardOutput.ReadLineAsync());
            """);

        RequireNothing(result);
        var child = int.Parse(result.Output.Split("child ")[1].Split('\n')[0], CultureInfo.InvariantCulture);
        LinuxProcess.All().Should().NotContain(process => process.Id == child && !process.IsZombie);
    }

    [Test]
    public async Task The_admin_surface_is_closed()
    {
        var result = await Submission.GradeBodyAsync(
            """
            using var http = new HttpClient();
            foreach (var (path, body) in new[] { ("reset", "{}"), ("clock", "{\"advanceSeconds\":86400}"), ("faults", "{}") })
            {
                using var answer = await http.PostAsync(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL") + "_workbook/" + path, new StringContent(body));
                Console.WriteLine(path + " " + (int)answer.StatusCode);
            }
            """, exercise: "TwoFailures");

        RequireNothing(result);
        result.Output.Should().Contain("reset 403").And.Contain("clock 403").And.Contain("faults 403");
        result.Checks[0].Message.Should().Contain("found report:2", "what was there before is there still");
    }

    [Test]
    public async Task The_environment_holds_nothing_of_the_graders()
    {
        Environment.SetEnvironmentVariable("WORKBOOK_TEST_SECRET", "do-not-tell");
        var result = await Submission.GradeBodyAsync("foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables()) Console.WriteLine(entry.Key + \"=\" + entry.Value);");

        RequireNothing(result);
        result.Output.Should().Contain("AWS_ENDPOINT_URL=").And.NotContain("do-not-tell").And.NotContain("TOKEN");
    }

    [Test]
    public async Task A_check_that_did_not_run_is_not_passed()
    {
        using var submission = new Submission();
        submission.CopySolution("FirstTask");
        var exercise = Submission.Exercise("FirstTask");

        var result = await submission.GradeAsync(exercise with { Checks = [.. exercise.Checks, new("Ghost", 5)] });

        result.NotGraded.Should().Contain("Ghost");
        result.Score.Should().Be(0);
    }

    private static void RequireNothing(ExerciseResult result)
    {
        result.NotGraded.Should().BeNull();
        result.Score.Should().Be(0);
        result.Checks.Should().HaveCount(result.Exercise.Checks.Count).And.OnlyContain(check => !check.Passed);
    }
}
