using Workbook.Benchmarks.Chaos;

namespace Workbook.Cli.Tests;

/// <summary>
/// Whatever is killed: desired counts hold, nothing is orphaned, nothing acknowledged is lost. A sample of each kind of chaos;
/// <c>dotnet run -c Release --project benchmarks -- chaos</c> is the whole of it.
/// </summary>
[Category("Docker")]
internal sealed class ChaosTests
{
    private const int Seed = 7;

    [OneTimeSetUp]
    public async Task AskForDocker()
    {
        if (await ChaosStage.LackingAsync() is { } lacking) Assert.Ignore(lacking);
    }

    [Test]
    public async Task The_engine_may_be_killed_at_any_moment()
    {
        var figures = await KillRounds.RunAsync(rounds: 3, Seed, TestContext.Out.WriteLine);

        figures.Acknowledged.Should().BeGreaterThan(3, "there was something to lose");
        figures.Settled.Should().ContainSingle();
    }

    [Test]
    public async Task Containers_may_be_killed_while_a_deployment_rolls()
    {
        var figures = await ContainerKills.RunAsync(kills: 8, Seed, TestContext.Out.WriteLine);

        figures.Settled.Should().ContainSingle();
    }

    [Test]
    public async Task Docker_may_be_killed_while_a_deployment_rolls()
    {
        if (PrivateDaemon.Lacking is { } lacking) Assert.Ignore(lacking);

        var figures = await DaemonRestarts.RunAsync(restarts: 1, Seed, TestContext.Out.WriteLine);

        figures.Settled.Should().ContainSingle();
    }

    [Test]
    public async Task Many_tasks_run_and_stop_at_once()
    {
        var figures = await Crowd.RunAsync(tasks: 20, Seed, TestContext.Out.WriteLine);

        figures.Tasks.Should().Be(20);
    }
}
