using Docker.DotNet.Models;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;
using Volume = Workbook.Shapes.Ecs.Volume;

namespace Workbook.Engine.Runtimes.Docker.Spec;

/// <summary>A task's volumes and where its containers mount them (see "Storage options for Amazon ECS tasks").</summary>
internal static class Volumes
{
    /// <summary>The container's mounts as Docker writes them: <c>source:target:ro</c>.</summary>
    public static IList<string> BindsOf(RuntimeContainer container) =>
        [.. (container.Definition.MountPoints ?? []).Select(mount => $"{SourceOf(container.Task, mount.SourceVolume!)}:{mount.ContainerPath}{(mount.ReadOnly == true ? ":ro" : "")}")];

    public static IList<string> BorrowedBy(RuntimeContainer container) =>
        [.. (container.Definition.VolumesFrom ?? []).Select(from => DockerNameOf(container, from.SourceContainer!) + (from.ReadOnly == true ? ":ro" : ""))];

    /// <summary>The volumes that Docker has to make before the task's first container starts.</summary>
    public static IEnumerable<VolumesCreateParameters> ToBeMade(RuntimeTask task, EngineIdentity identity)
    {
        if (Firelens.HasRouter(task.Definition)) yield return new() { Name = Firelens.VolumeOf(task), Driver = "local", Labels = DockerLabels.Of(identity, task) };
        foreach (var volume in task.Definition.Volumes ?? [])
        {
            if (EndsWithTask(volume))
            {
                yield return Parameters(volume, ContainerNames.VolumeOf(task, volume.Name!), DockerLabels.Of(identity, task));
            }
            // Those that outlive tasks belong to the learner: they carry no label of the engine, and no reset removes them.
            else if (volume.DockerVolumeConfiguration is { Autoprovision: true })
            {
                yield return Parameters(volume, volume.Name!, []);
            }
        }
    }

    /// <summary>The volumes that go with the task, by Docker's names.</summary>
    public static IEnumerable<string> EndingWith(RuntimeTask task) =>
        (task.Definition.Volumes ?? []).Where(EndsWithTask).Select(volume => ContainerNames.VolumeOf(task, volume.Name!))
            .Concat(Firelens.HasRouter(task.Definition) ? [Firelens.VolumeOf(task)] : []);

    /// <summary>What Docker calls another container of the same task.</summary>
    public static string DockerNameOf(RuntimeContainer container, string other) =>
        ContainerNames.Of(container with
        {
            State = container.Task.Task.Container(other),
            Definition = Overrides.Of(container.Task.Definition, container.Task.Task.Overrides, other),
        });

    private static string SourceOf(RuntimeTask task, string name)
    {
        var volume = task.Definition.Volumes!.First(each => each.Name == name);
        if (volume.EfsVolumeConfiguration is not null || volume.FsxWindowsFileServerVolumeConfiguration is not null || volume.S3filesVolumeConfiguration is not null || volume.ConfiguredAtLaunch == true)
            throw new ContainerFailedException(DockerErrors.ResourceInitialization($"volume {name} is on a file system of AWS, which a Docker Engine does not have; give it a host path or a dockerVolumeConfiguration"));
        return EndsWithTask(volume) ? ContainerNames.VolumeOf(task, name) : volume.Host?.SourcePath ?? name;
    }

    // A bind mount without a path of the host, and a Docker volume of task scope, live as long as the task.
    private static bool EndsWithTask(Volume volume) => volume.DockerVolumeConfiguration is { } docker
        ? docker.Scope == Scope.Task
        : volume.Host is { SourcePath: null };

    private static VolumesCreateParameters Parameters(Volume volume, string name, Dictionary<string, string> labels)
    {
        var configuration = volume.DockerVolumeConfiguration;
        foreach (var (key, value) in configuration?.Labels ?? ValueMap<string>.Empty) labels.TryAdd(key, value);
        return new()
        {
            Name = name,
            Driver = configuration?.Driver ?? "local",
            DriverOpts = (configuration?.DriverOpts ?? ValueMap<string>.Empty).ToDictionary(option => option.Key, option => option.Value),
            Labels = labels,
        };
    }
}
