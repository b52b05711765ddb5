using System.Net;
using Workbook.Engine.Tests.Docker;

namespace Workbook.Cli.Tests;

/// <summary>The applications of the lessons do what the lessons say, in containers of images that are built without any network.</summary>
internal sealed class SampleAppTests : BuiltImages
{
    [Test]
    public async Task Flaky_fails_in_the_way_that_is_asked_for()
    {
        await NeedDockerAsync();
        var image = await BuiltWithoutDockerAsync("flaky");
        var (address, container) = await StartAsync(image, 8080);
        using var http = new HttpClient { BaseAddress = address };

        (await http.GetAsync(At("health"))).StatusCode.Should().Be(HttpStatusCode.OK);
        (await http.GetStringAsync(At("leak?mib=3"))).Should().Be("3 MiB\n");
        (await http.GetStringAsync(At("burn?seconds=0.1"))).Should().StartWith("burning for 0.1 s");
        (await http.GetAsync(At("burn?cores=1000"))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await http.GetStringAsync(At("unhealthy"))).Should().Be("unhealthy\n");
        (await http.GetAsync(At("health"))).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        await FluentActions.Awaiting(() => http.GetStringAsync(At("fail?code=42"))).Should().ThrowAsync<HttpRequestException>("nobody is left to answer");
        (await Docker.Containers.WaitContainerAsync(container)).StatusCode.Should().Be(42);
    }

    [Test]
    public async Task Worker_without_a_queue_has_work_of_its_own()
    {
        await NeedDockerAsync();
        var image = await BuiltWithoutDockerAsync("worker");

        await PullAsync(image);
        var output = await Programs.OutputAsync("docker", "run", "--rm", "--env", "MESSAGES=2", "--env", "WORK_SECONDS=0", image);

        output.Should().StartWith("Working on messages of a queue in memory").And.Contain("Done with 2, 2 in all.").And.EndWith("Stopped after 2 messages.\n");
    }

    [Test]
    public async Task Node_hello_runs_on_this_machine_s_node()
    {
        await NeedDockerAsync();
        if (Programs.Missing("node") is { Count: > 0 }) Assert.Ignore("Node.js is not installed. To run this test: apt-get install nodejs");
        var repository = await NewRepositoryAsync();
        (await BuildAsync(App("node-hello"), "-f", "Dockerfile.offline", "-t", $"{repository}:1", "--push")).Should().Match<(int ExitCode, string)>(built => built.ExitCode == 0);

        var (address, _) = await StartAsync($"localhost:{Address.Port}/{repository}:1", 3000);

        using var http = new HttpClient { BaseAddress = address };
        (await http.GetStringAsync(At("a?b=c"))).Should().Contain("Server address: 172.").And.Contain("Version: 1.0.0\nURI: /a?b=c\n");
        await BurnsAsync(http);
    }

    [Test]
    public async Task Hello_works_when_it_is_asked_to()
    {
        await NeedDockerAsync();
        var (address, _) = await StartAsync(await BuiltWithoutDockerAsync("hello"), 8080);

        using var http = new HttpClient { BaseAddress = address };
        await BurnsAsync(http);
    }

    private static async Task BurnsAsync(HttpClient http)
    {
        (await http.GetStringAsync(At("burn?cpu=1536&seconds=0.5&memory=8"))).Should().Be("burning 1536 CPU units and 8 MiB for 0.5 s\n");
        foreach (var much in new[] { "cpu=16385", "cpu=-1", "cpu=lots", "seconds=0", "seconds=3601", "memory=16385" })
        {
            using var refused = await http.GetAsync(At($"burn?{much}"));
            refused.StatusCode.Should().Be(HttpStatusCode.BadRequest, much);
            (await refused.Content.ReadAsStringAsync()).Should().StartWith("cpu is a number of CPU units from 0 to 16384");
        }
    }

    private async Task<string> BuiltWithoutDockerAsync(string app)
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("To run this test: use Linux, where the .NET runtime is one for containers.");
        var repository = await NewRepositoryAsync();
        var (exitCode, output) = await BuildAsync(App(app), "-t", $"{repository}:1", "--without-docker");
        exitCode.Should().Be(0, output);
        return $"localhost:{Address.Port}/{repository}:1";
    }

    private static Uri At(string path) => new(path, UriKind.Relative);
}
