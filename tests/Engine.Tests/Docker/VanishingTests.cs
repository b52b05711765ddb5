using System.Net;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Hosts;
using Workbook.Engine.Tests.Docker.Spec;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Orchestration.Planning;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker;

/// <summary>Containers that somebody removes while this engine is at them.</summary>
internal sealed class VanishingTests
{
    private static readonly RegisterTaskDefinitionRequest Definition = Described.Bridged(Described.App);

    [Test]
    public async Task A_removal_that_is_under_way_already_is_waited_for()
    {
        using var docker = new ScriptedDocker();
        using var host = HostOn(docker);

        var removal = host.RemoveAsync("app", default);
        await docker.RefuseAsync(HttpStatusCode.Conflict);
        await docker.RefuseAsync(HttpStatusCode.NotFound);

        await removal;
    }

    [Test]
    public async Task The_end_of_a_container_is_never_told_before_its_start()
    {
        using var docker = new ScriptedDocker();
        using var host = HostOn(docker);
        var told = new List<(string, bool)>();
        var watch = new ContainerWatch(host, new RunningContainers(), (container, end) => told.Add((((ContainerExited)end).Reason!, container.StartTold.IsCompleted)), _ => { }, TimeProvider.System);
        var starting = new DockerContainer(Described.Container(Definition), host, "starting");
        var started = new DockerContainer(Described.Container(Definition), host, "started");
        started.NoteStartTold();

        var early = watch.LookAsync(starting, default);
        await docker.RefuseAsync(HttpStatusCode.NotFound);
        var late = watch.LookAsync(started, default);
        await docker.RefuseAsync(HttpStatusCode.NotFound);
        await late;
        starting.NoteStartTold();
        await early;

        told.Should().Equal((DockerErrors.Gone, true), (DockerErrors.Gone, true));
    }

    [Test]
    public async Task A_container_that_is_gone_before_it_was_looked_at_has_not_started()
    {
        using var docker = new ScriptedDocker();
        using var host = HostOn(docker);

        var look = host.InspectAsync("pause", default);
        await docker.RefuseAsync(HttpStatusCode.NotFound);

        (await FluentActions.Awaiting(() => look).Should().ThrowAsync<ContainerFailedException>()).WithMessage(DockerErrors.Gone);
    }

    private static DockerHost HostOn(ScriptedDocker docker) => new(docker.Endpoint.Connect(), Described.Identity, TimeProvider.System);
}
