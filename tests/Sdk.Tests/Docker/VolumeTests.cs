using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Workbook.Sdk.Tests.Docker;

public sealed class VolumeTests
{
    private static IVolumeOperations Volumes => Engine.Client.Volumes;

    [Test]
    public async Task What_one_container_writes_another_reads()
    {
        var volume = await Volumes.CreateAsync(new VolumesCreateParameters { Name = Engine.NewName(), Labels = Engine.Labels });
        void Mounted(CreateContainerParameters parameters) => parameters.HostConfig = new HostConfig
        {
            Mounts = [new Mount { Type = "volume", Source = volume.Name, Target = "/data", VolumeOptions = new VolumeOptions { NoCopy = true } }],
        };
        var writer = await Engine.StartAsync("echo kept > /data/note", Mounted);
        await Engine.Client.Containers.WaitContainerAsync(writer);
        var reader = await Engine.StartAsync("read note < /data/note; exit ${#note}", Mounted);

        (await Engine.Client.Containers.WaitContainerAsync(reader)).StatusCode.Should().Be("kept".Length);

        (await Engine.Client.Containers.InspectContainerAsync(reader)).Mounts.Should().ContainSingle().Which.Should().Match<MountPoint>(mount => mount.Name == volume.Name && mount.Destination == "/data" && mount.RW);
        var remove = () => Volumes.RemoveAsync(volume.Name);
        (await remove.Should().ThrowAsync<DockerApiException>()).Which.StatusCode.Should().Be(HttpStatusCode.Conflict);
        await Engine.RemoveAsync(writer);
        await Engine.RemoveAsync(reader);
        await remove();
    }

    [Test]
    public async Task A_volume_is_listed_by_label_and_gone_after_removal()
    {
        var name = Engine.NewName();
        var created = await Volumes.CreateAsync(new VolumesCreateParameters { Name = name, Labels = Engine.Labels });

        (await Volumes.ListAsync(new VolumesListParameters { Filters = Engine.Ours })).Volumes.Should().ContainSingle(volume => volume.Name == name).Which.Driver.Should().Be("local");
        (await Volumes.InspectAsync(name)).Mountpoint.Should().Be(created.Mountpoint);
        await Volumes.RemoveAsync(name, force: true);

        var gone = () => Volumes.InspectAsync(name);
        (await gone.Should().ThrowAsync<DockerApiException>()).Which.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }
}
