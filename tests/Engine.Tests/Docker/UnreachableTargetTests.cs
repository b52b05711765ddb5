using System.Net;
using System.Net.Sockets;
using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Hosts;
using Workbook.Engine.Runtimes.Docker.Instances;
using Workbook.Engine.State;
using Workbook.Engine.Tests.Docker.Spec;
using Workbook.Engine.Tests.Scenarios;

namespace Workbook.Engine.Tests.Docker;

/// <summary>Containers that a load balancer on this machine has no way to: it is said why, and what to do.</summary>
internal sealed class UnreachableTargetTests
{
    private static readonly StateStore Store = new(TimeProvider.System, new NoJournal());

    [Test]
    public async Task The_networks_of_another_machine_s_Docker_Engine()
    {
        using var docker = new ScriptedDocker();
        using var host = new DockerHost(docker.Endpoint.Connect(), Described.Identity, TimeProvider.System);
        var answering = docker.AnswerAsync($$$"""[{"Id":"1","Name":"{{{host.Bridge.Name}}}","IPAM":{"Config":[{"Subnet":"198.18.7.0/24"}]}}]""");
        await host.Bridge.MakeAsync(host.Client, default);
        await answering;
        var targets = new DockerTargets(Store, [host], _ => null, IPAddress.Loopback);

        await RefusedAsync(targets, "198.18.7.5", SocketError.NetworkUnreachable,
            "The container at 198.18.7.5 runs on a Docker Engine to whose networks this machine has no route. Use the network mode bridge with a target group of type instance.");
    }

    [Test]
    public async Task Host_ports_that_are_published_to_another_machine_only()
    {
        using var host = new DockerHost(DockerEndpoint.Parse("tcp://198.18.7.1:2375").Connect(), Described.Identity, TimeProvider.System);
        await Store.UpdateAsync(Stage.Scope, (world, now) => (InstanceRegistration.Register(world, new("far", new()), new SystemInfoResponse { NCPU = 1, MemTotal = 1 << 30, Architecture = "x86_64" }, "0123456789ab", ResourceIds.Random.NewId(), now), true));
        var machine = Store.Read(Stage.Scope).ContainerInstances.Values.Single().Ec2InstanceId!;
        var targets = new DockerTargets(Store, [host], _ => host, IPAddress.Loopback);

        await RefusedAsync(targets, machine, SocketError.NetworkUnreachable, "Host ports at 198.18.7.1 are published to that machine only.");
    }

    [Test]
    public Task A_name() => RefusedAsync(new(Store, [], _ => null, IPAddress.Loopback), "web", SocketError.HostNotFound, "web is neither an IP address nor the id of an instance.");

    private static async Task RefusedAsync(DockerTargets targets, string target, SocketError code, string message)
    {
        var error = (await FluentActions.Awaiting(() => targets.ConnectAsync(Stage.Scope, target, 80, default).AsTask()).Should().ThrowAsync<SocketException>()).Which;
        (error.SocketErrorCode, error.Message).Should().Be((code, message));
    }
}
