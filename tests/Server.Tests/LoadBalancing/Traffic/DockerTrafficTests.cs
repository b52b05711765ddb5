using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Time;
using Workbook.Server.Tests.Registry;

namespace Workbook.Server.Tests.LoadBalancing.Traffic;

/// <summary>What <see cref="TrafficTests"/> are, with real containers.</summary>
[Category("Docker")]
internal sealed class DockerTrafficTests
{
    private const string Image = "workbook-traffic-test:1";
    private static readonly TrafficApp Httpd = new(Image, ["sh", "-c", "/bin/busybox hostname > /www/index.html && exec /bin/busybox httpd -f -p 8080 -h /www"], 8080);

    [Test]
    public async Task A_rolling_deployment_and_a_scale_in_cut_no_request()
    {
        using var programs = new RegistryPrograms(new("http://localhost:1"), "123456789012", "us-east-1");
        await programs.NeedDockerAsync();
        File.Copy("/bin/busybox", Path.Combine(programs.Folder, "busybox"));
        programs.Write("Dockerfile", "FROM scratch\nCOPY busybox /bin/busybox\nWORKDIR /www\nENTRYPOINT [\"/bin/busybox\"]\n");
        (await programs.ShellAsync($"DOCKER_BUILDKIT=0 docker build --quiet --tag {Image} {programs.Folder}")).Succeeded();
        try
        {
            await using var stage = await TrafficStage.OpenAsync(
                await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Real, Docker = new DockerOptions() } }), Httpd, tasks: 2, blueGreen: false);
            await using var load = new TrafficLoad(stage.Entrance.Address, stage.Entrance.Host, connections: 4);
            await load.AnsweredAsync(500);
            await stage.DeployAsync(2);
            await load.AnsweredAsync(500);
            await stage.ScaleAsync(1);
            await load.AnsweredAsync(500);

            load.Failures.Should().BeEmpty();
            load.Answers.Should().HaveCount(4, "two tasks of each revision answered");
        }
        finally
        {
            await programs.DockerAsync("rmi", "--force", Image);
        }
    }
}
