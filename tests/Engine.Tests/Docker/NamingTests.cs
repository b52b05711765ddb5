using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Tests.Docker.Spec;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Engine.Tests.State;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker;

/// <summary>What containers are called, and whose they are.</summary>
public sealed class NamingTests
{
    [Test]
    public void A_container_is_called_the_same_each_time_it_is_asked_for_and_otherwise_after_a_restart()
    {
        var container = Described.Container(Described.Bridged(Described.App));
        var again = container with { State = container.State with { Restarts = 1 } };

        ContainerNames.Of(container).Should().MatchRegex("^ecs-demo-1-app-[0-9a-f]{20}$").And.Be(ContainerNames.Of(Described.Container(Described.Bridged(Described.App))));
        ContainerNames.Of(again).Should().NotBe(ContainerNames.Of(container));
        ContainerNames.PauseOf(container.Task).Should().MatchRegex("^ecs-demo-1-internalecspause-[0-9a-f]{20}$");
    }

    [Test]
    public void Names_hold_only_what_Docker_takes()
    {
        var task = Described.Task(Stage.Task(Stage.Container("app", "nginx")) with { Volumes = [new() { Name = "my_data-1" }] });

        ContainerNames.VolumeOf(task, "my data:ä/1").Should().MatchRegex("^ecs-demo-1-mydata1-[0-9a-f]{20}$");
        ContainerNames.VolumeOf(task, "my_data-1").Should().NotBe(ContainerNames.VolumeOf(task, "my_data-2"));
    }

    [Test]
    public void An_engine_s_own_labels_cannot_be_taken_by_a_definition()
    {
        var container = Described.Container(Described.Bridged(Described.App with { DockerLabels = new([new(DockerLabels.Engine, "another"), new(DockerLabels.Task, "another"), new("team", "blue")]) }));

        var labels = DockerLabels.Of(Described.Identity, container);

        (labels[DockerLabels.Engine], labels[DockerLabels.Task], labels["team"]).Should().Be((Described.Identity.Id, Described.TaskId, "blue"));
        labels.Should().NotContainKey(DockerLabels.Process, "the engine has a data folder");
        DockerLabels.Of(EngineIdentity.OfThisProcess(), container).Should().ContainKey(DockerLabels.Process);
    }

    [Test]
    public void A_data_folder_has_one_identity_for_as_long_as_it_lives()
    {
        using var folder = new TempFolder();
        EngineIdentity.Find(folder.Path).Should().BeNull();

        var identity = EngineIdentity.Of(folder.Path);

        identity.Id.Should().MatchRegex("^[0-9a-f]{12}$");
        identity.Process.Should().BeNull();
        EngineIdentity.Of(folder.Path).Should().Be(identity);
        EngineIdentity.Find(folder.Path).Should().Be(identity);
    }

    [Test]
    public void A_process_has_ended_when_this_machine_has_none_of_its_number_and_start()
    {
        var mine = EngineIdentity.OfThisProcess().Process!;
        EngineIdentity.HasEnded(mine).Should().BeFalse();
        EngineIdentity.HasEnded(mine[..mine.LastIndexOf('/')] + "/1").Should().BeTrue("another process has its number now");
        EngineIdentity.HasEnded($"{Environment.MachineName}/0/1").Should().BeTrue();
        EngineIdentity.HasEnded("another-machine/1/1").Should().BeFalse("nobody here can tell");
        EngineIdentity.HasEnded("nonsense").Should().BeFalse();
        EngineIdentity.HasEnded($"{Environment.MachineName}/x/1").Should().BeFalse();
    }
}
