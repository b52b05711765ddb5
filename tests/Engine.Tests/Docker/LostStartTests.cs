using Workbook.Engine.Runtimes;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Hosts;
using Workbook.Engine.Tests.Docker.Spec;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Orchestration.Planning;

namespace Workbook.Engine.Tests.Docker;

/// <summary>Docker that is killed may forget that it started a container, though it said so.</summary>
[Category("Docker")]
internal sealed class LostStartTests
{
    [Test]
    public async Task A_container_that_ran_and_that_Docker_takes_for_a_new_one_has_ended()
    {
        await PracticeDocker.NeedAsync();
        var created = await PracticeDocker.Client.Containers.CreateContainerAsync(new() { Image = PracticeImage.Server.Name });
        try
        {
            using var host = new DockerHost(new DockerOptions().Endpoint.Connect(), Described.Identity, TimeProvider.System);
            var told = new List<Observation>();
            var watch = new ContainerWatch(host, new RunningContainers(), (_, observation) => told.Add(observation), _ => { }, TimeProvider.System);
            var container = new DockerContainer(Described.Container(Described.Bridged(Described.App)), host, created.ID);

            await watch.LookAsync(container, default);
            told.Should().BeEmpty("it is about to be started");

            container.NoteStartTold();
            await watch.LookAsync(container, default);
            told.Should().Equal(new ContainerExited(Described.TaskId, "app", ExitCodes.Killed, DockerErrors.StartLost));
        }
        finally
        {
            await PracticeDocker.Client.Containers.RemoveContainerAsync(created.ID, new() { Force = true });
        }
    }
}
