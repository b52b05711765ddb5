using System.Net;
using Docker.DotNet;
using ContainerState = Docker.DotNet.Models.State;
using Workbook.Engine.Runtimes.Docker;

namespace Workbook.Engine.Tests.Docker;

/// <summary>What the ECS agent makes of Docker's errors, exits and environment files.</summary>
public sealed class AgentWordsTests
{
    private static DockerApiException Error(string? body) => new(HttpStatusCode.InternalServerError, body);

    [Test]
    public void Docker_s_message_is_quoted_as_the_docker_command_does() =>
        DockerErrors.CannotStart(Error("""{"message":"no such \"thing\""}""")).Should().Be("CannotStartContainerError: Error response from daemon: no such \"thing\"");

    [TestCase("plain text\n", "plain text")]
    [TestCase("[1]", "[1]")]
    [TestCase("""{"other":1}""", """{"other":1}""")]
    public void What_is_no_message_is_quoted_whole(string body, string text) => DockerErrors.Text(Error(body)).Should().Be($"Error response from daemon: {text}");

    [Test]
    public void Each_step_has_its_own_error()
    {
        var error = Error("""{"message":"x"}""");
        DockerErrors.CannotCreate(error).Should().StartWith("CannotCreateContainerError: ");
        DockerErrors.CannotPull(error).Should().StartWith("CannotPullContainerError: ");
        DockerErrors.CannotCreateVolume(error).Should().StartWith("CannotCreateVolumeError: ");
        DockerErrors.Text(new InvalidOperationException("other")).Should().Be("other");
        DockerErrors.IsUnreachable(error).Should().BeFalse("it has answered");
        DockerErrors.IsUnreachable(new HttpRequestException()).Should().BeTrue();
    }

    [Test]
    public void Only_an_extraordinary_end_has_a_reason()
    {
        ExitReasons.Of(new ContainerState { ExitCode = 1, Error = "" }, isOfAnother: false).Should().BeNull();
        ExitReasons.Of(new ContainerState { ExitCode = 137, Error = "" }, isOfAnother: false).Should().BeNull("it was killed, but not for its memory");
        ExitReasons.Of(new ContainerState { ExitCode = 137, OOMKilled = true, Error = "" }, isOfAnother: false).Should().Be("OutOfMemoryError: Container killed due to memory usage");
        ExitReasons.Of(new ContainerState { ExitCode = 0, OOMKilled = true, Error = "" }, isOfAnother: true).Should().BeNull("another of its task was");
        ExitReasons.Of(new ContainerState { ExitCode = 128, Error = "exec failed" }, isOfAnother: false).Should().Be("CannotStartContainerError: exec failed");
    }

    [TestCase("A=1\nB=two words\n", "A=1|B=two words")]
    [TestCase("A=1\r\nB=2\r\n", "A=1|B=2", Description = "Windows ends lines with two characters")]
    [TestCase("A='quoted'\nB=\"x\"", "A='quoted'|B=\"x\"")]
    [TestCase("URL=http://x/?a=b", "URL=http://x/?a=b")]
    [TestCase("# A=1\n#B=2\n\nC=3", "C=3")]
    [TestCase("=1\nA=\nB", "")]
    [TestCase(" A =  1 ", " A =  1 ")]
    [TestCase("A=1\nA=2", "A=2")]
    [TestCase("", "")]
    public void Environment_files_are_read_as_the_agent_does(string file, string variables) =>
        string.Join('|', EnvironmentFileFormat.Parse(file).Select(variable => $"{variable.Key}={variable.Value}")).Should().Be(variables);
}
