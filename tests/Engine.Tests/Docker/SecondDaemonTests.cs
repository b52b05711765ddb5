using Docker.DotNet.Models;
using Workbook.Engine.Tests.Scenarios;

namespace Workbook.Engine.Tests.Docker;

/// <summary>The second Docker Engine of tests is one of its own.</summary>
[Category("Docker")]
internal sealed class SecondDaemonTests
{
    [Test]
    public async Task It_runs_containers_beside_the_first_and_outlives_a_kill()
    {
        await using var daemon = await SecondDaemon.StartAsync();
        var container = await daemon.Client.Containers.CreateContainerAsync(new() { Image = PracticeImage.Server.Name, Labels = new Dictionary<string, string> { ["workbook.engine"] = "mine" } });
        await daemon.Client.Containers.StartContainerAsync(container.ID, new ContainerStartParameters());

        (await PracticeDocker.ContainersOfAsync("mine")).Should().BeEmpty();
        (await daemon.ContainersOfAsync("mine")).Should().ContainSingle().Which.ID.Should().Be(container.ID);

        await daemon.KillAsync();
        await daemon.StartAgainAsync();

        (await daemon.ContainersOfAsync("mine")).Should().BeEmpty("without --live-restore none is kept");
        (await daemon.ContainersOfAsync("mine", all: true)).Should().ContainSingle();
    }

    [Test]
    public async Task Its_containers_can_outlive_it()
    {
        await using var daemon = await SecondDaemon.StartAsync("--live-restore");
        var container = await daemon.Client.Containers.CreateContainerAsync(new() { Image = PracticeImage.Server.Name });
        await daemon.Client.Containers.StartContainerAsync(container.ID, new ContainerStartParameters());

        await daemon.KillAsync();
        await daemon.StartAgainAsync();

        (await daemon.Client.Containers.InspectContainerAsync(container.ID)).State!.Running.Should().BeTrue();
    }
}
