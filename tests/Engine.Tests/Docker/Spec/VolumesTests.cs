using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Spec;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Shapes.Ecs;
using Volume = Workbook.Shapes.Ecs.Volume;

namespace Workbook.Engine.Tests.Docker.Spec;

/// <summary>Volumes of task definitions in Docker's words.</summary>
public sealed class VolumesTests
{
    private static Runtimes.RuntimeContainer With(params Volume[] volumes) => Described.Container(Stage.OnMachine(
        NetworkMode.Bridge,
        Described.App with { MountPoints = [.. volumes.Select(volume => new MountPoint { SourceVolume = volume.Name, ContainerPath = $"/{volume.Name}", ReadOnly = volume.Name == "fixed" })] }) with { Volumes = [.. volumes] });

    [Test]
    public void Host_paths_are_mounted_as_they_are()
    {
        var container = With(new() { Name = "data", Host = new() { SourcePath = "/srv/data" } }, new Volume { Name = "fixed", Host = new() { SourcePath = "/srv/fixed" } });

        Volumes.BindsOf(container).Should().Equal("/srv/data:/data", "/srv/fixed:/fixed:ro");
        Volumes.ToBeMade(container.Task, Described.Identity).Should().BeEmpty();
        Volumes.EndingWith(container.Task).Should().BeEmpty();
    }

    [Test]
    public void What_names_no_place_is_a_volume_that_goes_with_its_task()
    {
        var container = With(new Volume { Name = "data" });

        var volume = Volumes.ToBeMade(container.Task, Described.Identity).Should().ContainSingle().Which;
        volume.Name.Should().MatchRegex("^ecs-demo-1-data-[0-9a-f]{20}$");
        volume.Labels.Should().Contain("workbook.engine", Described.Identity.Id).And.Contain("workbook.task", Described.TaskId);
        Volumes.BindsOf(container).Should().Equal($"{volume.Name}:/data");
        Volumes.EndingWith(container.Task).Should().Equal(volume.Name);
    }

    [Test]
    public void A_Docker_volume_of_task_scope_has_its_options_and_labels_but_never_another_owner()
    {
        var container = With(new Volume
        {
            Name = "data",
            DockerVolumeConfiguration = new() { DriverOpts = new([new("type", "tmpfs"), new("device", "tmpfs")]), Labels = new([new("team", "blue"), new("workbook.engine", "another")]) },
        });

        var volume = Volumes.ToBeMade(container.Task, Described.Identity).Single();
        volume.Driver.Should().Be("local");
        volume.DriverOpts.Should().Contain("type", "tmpfs");
        volume.Labels.Should().Contain("team", "blue").And.Contain("workbook.engine", Described.Identity.Id);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_shared_volume_has_its_own_name_and_outlives_the_task(bool autoprovision)
    {
        var container = With(new Volume { Name = "data", DockerVolumeConfiguration = new() { Scope = Scope.Shared, Autoprovision = autoprovision } });

        Volumes.BindsOf(container).Should().Equal("data:/data");
        Volumes.EndingWith(container.Task).Should().BeEmpty();
        var made = Volumes.ToBeMade(container.Task, Described.Identity).ToList();
        made.Select(volume => volume.Name).Should().Equal(autoprovision ? ["data"] : []);
        made.SelectMany(volume => volume.Labels!).Should().BeEmpty("it belongs to the learner");
    }

    [Test]
    public void Volumes_of_another_container_are_borrowed_by_its_Docker_name()
    {
        var container = Described.Container(Stage.OnMachine(NetworkMode.Bridge, Described.App with { VolumesFrom = [new() { SourceContainer = "owner", ReadOnly = true }] }, Stage.Container("owner", "nginx")));

        Volumes.BorrowedBy(container).Should().ContainSingle().Which.Should().MatchRegex("^ecs-demo-1-owner-[0-9a-f]{20}:ro$");
    }

    [Test]
    public void A_file_system_of_AWS_is_refused()
    {
        var container = Described.Container(Stage.Task(Described.App with { MountPoints = [new() { SourceVolume = "data", ContainerPath = "/data" }] })
            with { Volumes = [new() { Name = "data", EfsVolumeConfiguration = new() { FileSystemId = "fs-12345678" } }] });

        FluentActions.Invoking(() => Volumes.BindsOf(container)).Should().Throw<ContainerFailedException>().Which.Message.Should().StartWith("ResourceInitializationError: volume data");
    }
}
