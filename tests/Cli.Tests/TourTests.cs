namespace Workbook.Cli.Tests;

internal sealed class TourTests
{
    [Test]
    public async Task Without_arguments_the_tour_runs_and_ends_by_itself()
    {
        var (exitCode, output) = await Command.RunAsync();

        exitCode.Should().Be(0, "the tour said {0}", output);
        output.Should().Contain("RUNNING        app RUNNING  setup STOPPED", "tasks are shown while they start");
        output.Should().Contain("EssentialContainerExited").And.Contain("exit code 3");
        output.Should().Contain("CannotPullContainerError: pull image manifest has been retried 1 time(s)");
        output.Should().MatchRegex(@"(?s)\(service shop\) has started 3 tasks.*steady state.*One of its tasks is stopped.*has started 1 tasks.*steady state.*has stopped [123] running tasks.*deployment completed.*steady state");
        output.Should().Contain("./workbook start", "it says what to type next");
        output.Should().NotContain("\e[", "colours belong in a terminal, not in a pipe");
    }

    [Test]
    public async Task An_unknown_command_is_refused_with_a_hint()
    {
        var (exitCode, output) = await Command.RunAsync("strat");

        exitCode.Should().NotBe(0);
        output.Should().Contain("strat").And.Contain("start");
    }
}
