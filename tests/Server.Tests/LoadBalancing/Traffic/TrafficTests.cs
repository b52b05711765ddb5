using Workbook.Engine.Time;

namespace Workbook.Server.Tests.LoadBalancing.Traffic;

/// <summary>
/// Constant load while tasks are replaced, shifted and taken away: no request fails and none is cut. <c>benchmarks -- traffic</c> does the same
/// with 100,000 requests and more.
/// </summary>
public sealed class TrafficTests
{
    private const int Connections = 8;

    private static readonly TrafficApp Simulated = new("hello", [], 8080);

    [Test]
    public async Task A_rolling_deployment_and_a_scale_in_cut_no_request()
    {
        await using var stage = await TrafficStage.OpenAsync(await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Real } }), Simulated, tasks: 4, blueGreen: false);
        await using var load = new TrafficLoad(stage.Entrance.Address, stage.Entrance.Host, Connections);
        await load.AnsweredAsync(1000);
        await stage.DeployAsync(2);
        await load.AnsweredAsync(1000);
        await stage.ScaleAsync(1);
        await load.AnsweredAsync(1000);

        load.Failures.Should().BeEmpty();
        load.Answers.Should().HaveCount(8, "four tasks of each revision answered");
    }

    [Test]
    public async Task A_blue_green_shift_cuts_no_request()
    {
        await using var stage = await TrafficStage.OpenAsync(await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Real } }), Simulated, tasks: 2, blueGreen: true);
        await using var load = new TrafficLoad(stage.Entrance.Address, stage.Entrance.Host, Connections);
        await load.AnsweredAsync(1000);
        await stage.DeployAsync(2);
        await load.AnsweredAsync(1000);

        load.Failures.Should().BeEmpty();
        load.Answers.Should().HaveCount(4, "two tasks of each revision answered");
    }
}
