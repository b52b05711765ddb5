using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Cgroups;
using Workbook.Engine.Runtimes.Docker.Hosts;

namespace Workbook.Engine.Tests.Docker.Cgroups;

/// <summary>Whether the containers of tasks can be limited together on a Docker Engine, and why not.</summary>
internal sealed class CgroupChoiceTests
{
    private static readonly Uri Socket = new("unix:///var/run/docker.sock");

    private static SystemInfoResponse Machine(string driver = "cgroupfs", string root = "/") => new() { CgroupDriver = driver, DockerRootDir = root };

    [Test]
    public void What_is_known_to_be_in_the_way_is_said()
    {
        using var kernel = FakeKernel.OfVersion2();

        CgroupChoice.Obstacle(Socket, Machine(), kernel.Tree).Should().BeNull();
        CgroupChoice.Obstacle(new("http://192.0.2.7:2375"), Machine(), kernel.Tree).Should().Be("the Docker Engine at http://192.0.2.7:2375/ may be on another machine");
        CgroupChoice.Obstacle(Socket, Machine(driver: "systemd"), kernel.Tree).Should().Be("Docker's cgroup driver is systemd, not cgroupfs");
        CgroupChoice.Obstacle(Socket, Machine(root: "/in/a/virtual/machine"), kernel.Tree).Should().Be("Docker keeps its data in /in/a/virtual/machine, which the workbook does not see");
        CgroupChoice.Obstacle(Socket, Machine(), CgroupTree.Read([])).Should().Be("the workbook does not see this machine's control groups");
    }

    [Test]
    [Category("Docker")]
    public async Task A_Docker_Engine_with_other_control_groups_is_found_out_and_nothing_stays_of_the_trial()
    {
        await PracticeDocker.NeedAsync();
        using var host = new DockerHost(new DockerEndpoint().Connect(), EngineIdentity.OfThisProcess(), TimeProvider.System);
        await host.ConnectAsync(default);
        if (CgroupChoice.Obstacle(host.Client.Options.Endpoint, host.Machine, CgroupTree.OfThisMachine()) is { } obstacle) Assert.Ignore(obstacle);
        await host.PrepareNetworkAsync(default);
        using var elsewhere = FakeKernel.OfVersion1();
        try
        {
            var choice = await CgroupChoice.MakeAsync(host, elsewhere.Tree, default);

            choice.Groups.Should().BeNull();
            choice.Reason.Should().Be("Each container is held to its task's CPU and memory by itself: Docker's control groups are not those of this machine.");
            (await PracticeDocker.ContainersOfAsync(host.Identity.Id)).Should().BeEmpty();
        }
        finally
        {
            await new TaskCleanup(host).RemoveEverythingAsync(default);
        }
    }
}
