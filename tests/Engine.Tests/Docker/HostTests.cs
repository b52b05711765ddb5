using System.Net.Sockets;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Hosts;

namespace Workbook.Engine.Tests.Docker;

/// <summary>Docker Engines that cannot be used say why, and what to do.</summary>
public sealed class HostTests
{
    private static readonly Uri Endpoint = new("unix:///run/docker.sock");

    [Test]
    public async Task An_engine_whose_Docker_does_not_answer_does_not_start()
    {
        var socket = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var options = new EngineOptions { Docker = new() { Endpoint = DockerEndpoint.Parse($"unix://{socket}") } };

        var start = () => EcsEngine.StartAsync(options);

        (await start.Should().ThrowAsync<IOException>()).Which.Message.Should()
            .StartWith($"No Docker Engine answers at unix://{socket}").And.Contain("DOCKER_HOST").And.Contain("--backend embedded");
    }

    [TestCase(SocketError.AccessDenied, "No permission to use Docker's socket unix:///run/docker.sock.", "usermod -aG docker")]
    [TestCase(SocketError.ConnectionRefused, "No Docker Engine answers at unix:///run/docker.sock.", "systemctl start docker")]
    [TestCase(SocketError.HostNotFound, "No Docker Engine answers at unix:///run/docker.sock.", "DOCKER_HOST")]
    [TestCase(SocketError.TimedOut, "The Docker Engine at unix:///run/docker.sock cannot be reached (TimedOut: ", "DOCKER_HOST")]
    public void Each_cause_has_its_advice(SocketError cause, string beginning, string advice)
    {
        var error = new HttpRequestException("the connection failed", new SocketException((int)cause));

        HostErrors.Describe(Endpoint, error).Should().StartWith(beginning).And.Contain(advice);
    }

    [TestCase("unix:///run/docker.sock")]
    [TestCase("npipe://./pipe/docker_engine")]
    [TestCase("tcp://192.0.2.1:2375")]
    public void Addresses_that_Docker_Engines_have_are_taken(string address) => DockerEndpoint.Parse(address).Address.Should().Be(new Uri(address));

    [TestCase("docker.sock", "'docker.sock' is no address of a Docker Engine")]
    [TestCase("ftp://192.0.2.1", "'ftp://192.0.2.1' is no address of a Docker Engine")]
    [TestCase("ssh://user@192.0.2.1", "Docker Engines over SSH cannot be used (ssh://user@192.0.2.1). Forward the socket instead")]
    public void Other_addresses_are_refused(string address, string message)
    {
        var parse = () => DockerEndpoint.Parse(address);

        parse.Should().Throw<IOException>().Which.Message.Should().StartWith(message);
    }
}
