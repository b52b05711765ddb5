using Docker.DotNet;
using Docker.DotNet.Models;

namespace Workbook.Sdk.Tests.Docker;

public sealed class SystemTests
{
    private static ISystemOperations Host => Engine.Client.System;

    [Test]
    public async Task The_Engine_says_what_it_is()
    {
        var version = await Host.GetVersionAsync();
        var info = await Host.GetSystemInfoAsync();

        Version.Parse(version.APIVersion).Should().BeGreaterThan(Version.Parse(version.MinAPIVersion!));
        info.ServerVersion.Should().Be(version.Version);
        info.NCPU.Should().BePositive();
        info.MemTotal.Should().BePositive();
        info.OSType.Should().Be("linux");
    }

    [Test]
    public async Task A_version_can_be_asked_for()
    {
        using var old = new DockerClientBuilder().WithApiVersion(new Version(1, 41)).Build();
        using var future = new DockerClientBuilder().WithApiVersion(new Version(1, 999)).Build();

        await old.System.PingAsync();

        var tooNew = () => future.System.GetVersionAsync();
        (await tooNew.Should().ThrowAsync<DockerApiException>()).Which.ResponseBody.Should().Contain("1.999");
    }

    [Test]
    public async Task Events_are_reported_as_they_happen_until_it_is_cancelled()
    {
        var events = new Reports<Message>();
        using var cancel = new CancellationTokenSource();
        var watching = Host.MonitorEventsAsync(new ContainerEventsParameters { Since = "1", Filters = Engine.Ours }, events, cancel.Token);

        var id = await Engine.StartAsync("exit 4", parameters => parameters.Labels["role"] = "short");

        var died = await events.NextAsync(message => message.Actor.ID == id && message.Action == "die");
        died.Type.Should().Be("container");
        died.Actor.Attributes.Should().Contain("exitCode", "4").And.Contain("role", "short").And.Contain("image", Engine.Image);
        died.TimeNano.Should().BeInRange(died.Time!.Value * 1_000_000_000, (died.Time.Value + 1) * 1_000_000_000);
        events.All.Where(message => message.Actor.ID == id).Select(message => message.Action).Should().Equal("create", "start", "die");
        watching.IsCompleted.Should().BeFalse();
        await cancel.CancelAsync();
        await watching.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public async Task Events_of_the_past_come_to_an_end()
    {
        var id = await Engine.StartAsync("true");
        await Engine.Client.Containers.WaitContainerAsync(id);
        var events = new Reports<Message>();
        var now = DateTimeOffset.Parse((await Host.GetSystemInfoAsync()).SystemTime, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds() + 1;
        // The Engine remembers the last 256 events of everybody: this one is the newest.
        await Engine.Client.Containers.RenameContainerAsync(id, new ContainerRenameParameters { NewName = $"renamed-{id[..12]}" });

        await Host.MonitorEventsAsync(new ContainerEventsParameters { Since = "1", Until = $"{now}", Filters = Engine.Ours }, events);

        events.All.Should().Contain(message => message.Actor.ID == id && message.Action == "rename");
    }
}
