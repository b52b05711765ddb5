using System.Diagnostics;
using Workbook.Engine.Time;
using Workbook.Server;

namespace Workbook.Cli.Tests.Lessons;

/// <summary>Every command line that a lesson shows is executed: all of a lesson in order, as one script, on an empty endpoint.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class LessonCommandTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [TestCaseSource(typeof(Lesson), nameof(Lesson.All))]
    [Platform(Exclude = "Win", Reason = "The lessons' lines are of a POSIX shell.")]
    public async Task The_AWS_CLI_does_what_a_lesson_shows(Lesson lesson)
    {
        if (!Exists("aws")) Assert.Ignore("The AWS CLI is not installed. To run this test: apt-get install awscli");
        var script = string.Concat(["set -euo pipefail\n", .. lesson.Fences("sh")]);
        script.Should().Contain("aws ", "a lesson shows the AWS CLI");
        await using var aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Automatic } });

        var (exitCode, output) = await RunAsync(script, aws.Endpoint);

        exitCode.Should().Be(0, "the lines of {0} said {1}", lesson, output);
        aws.Engine.Failure.Should().BeNull();
    }

    private static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static async Task<(int ExitCode, string Output)> RunAsync(string script, Uri endpoint)
    {
        var folder = Directory.CreateTempSubdirectory("workbook-lesson-");
        try
        {
            var start = new ProcessStartInfo("bash", ["-x", "-c", script]) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
            foreach (var (name, value) in new Dictionary<string, string>
            {
                ["AWS_ACCESS_KEY_ID"] = "test",
                ["AWS_SECRET_ACCESS_KEY"] = "test",
                ["AWS_REGION"] = "us-east-1",
                ["AWS_DEFAULT_REGION"] = "us-east-1",
                ["AWS_ENDPOINT_URL"] = endpoint.ToString().TrimEnd('/'),
                ["AWS_PAGER"] = "",
                ["AWS_CONFIG_FILE"] = Path.Combine(folder.FullName, "config"),
            }) start.Environment[name] = value;
            using var bash = Process.Start(start)!;
            bash.StandardInput.Close();
            var output = bash.StandardOutput.ReadToEndAsync();
            var error = bash.StandardError.ReadToEndAsync();
            try
            {
                await bash.WaitForExitAsync().WaitAsync(Patience);
            }
            finally
            {
                if (!bash.HasExited) bash.Kill(entireProcessTree: true);
            }
            return (bash.ExitCode, await output + await error);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
