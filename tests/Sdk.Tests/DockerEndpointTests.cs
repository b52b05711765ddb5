using System.Security.Cryptography;
using System.Text;
using Docker.DotNet;

namespace Workbook.Sdk.Tests;

/// <summary>The Docker client looks for the Engine where the docker command does.</summary>
[NonParallelizable]
public sealed class DockerEndpointTests
{
    private DirectoryInfo _folder = null!;
    private List<Variable> _variables = [];

    [SetUp]
    public void StartWithAnEmptyConfiguration()
    {
        _folder = Directory.CreateTempSubdirectory();
        _variables = [new("DOCKER_CONFIG", _folder.FullName), new("DOCKER_HOST", null), new("DOCKER_CONTEXT", null)];
    }

    [TearDown]
    public void Restore()
    {
        _variables.ForEach(variable => variable.Dispose());
        _folder.Delete(recursive: true);
    }

    [Test]
    public void By_default_it_is_the_platforms() =>
        Endpoint().Should().Be(new Uri(OperatingSystem.IsWindows() ? "npipe://./pipe/docker_engine" : "unix:///var/run/docker.sock"));

    [Test]
    public void DOCKER_HOST_comes_first()
    {
        using var context = new Variable("DOCKER_CONTEXT", "ignored");
        using var host = new Variable("DOCKER_HOST", "tcp://127.0.0.1:2375");

        Endpoint().Should().Be(new Uri("tcp://127.0.0.1:2375"));
    }

    [Test]
    public void A_context_is_chosen_by_variable_configuration_or_name()
    {
        Context("desk", "npipe:////./pipe/desk");
        Context("lab", "unix:///run/lab.sock");
        File.WriteAllText(Path.Combine(_folder.FullName, "config.json"), """{"currentContext":"desk"}""");

        Endpoint().Should().Be(new Uri("npipe://./pipe/desk"));
        using (var client = new DockerClientBuilder().WithContext("lab").Build()) client.Options.Endpoint.LocalPath.Should().Be("/run/lab.sock");
        using var variable = new Variable("DOCKER_CONTEXT", "lab");
        Endpoint().Should().Be(new Uri("unix:///run/lab.sock"));
    }

    [Test]
    public void A_context_or_host_that_makes_no_sense_is_said()
    {
        Context("broken", "");
        var missing = () => new DockerClientBuilder().WithContext("missing");
        var broken = () => new DockerClientBuilder().WithContext("broken");
        using var host = new Variable("DOCKER_HOST", "nonsense");

        missing.Should().Throw<DockerConfigurationException>().WithMessage("*'nonsense'*");
        Environment.SetEnvironmentVariable("DOCKER_HOST", null);
        missing.Should().Throw<DockerConfigurationException>().WithMessage("*'missing'*");
        broken.Should().Throw<DockerConfigurationException>().WithMessage("*'broken'*");
    }

    [Test]
    public void Only_what_can_be_spoken_is_accepted()
    {
        var build = () => new DockerClientBuilder().WithEndpoint(new Uri("ssh://somewhere")).Build();

        build.Should().Throw<NotSupportedException>().WithMessage("*'ssh'*");
    }

    private static Uri Endpoint()
    {
        using var client = new DockerClientBuilder().Build();
        return client.Options.Endpoint;
    }

    private void Context(string name, string host)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, "contexts", "meta", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))));
        File.WriteAllText(Path.Combine(folder.FullName, "meta.json"), $$"""{"Name":"{{name}}","Endpoints":{"docker":{"Host":"{{host}}"} } }""");
    }
}
