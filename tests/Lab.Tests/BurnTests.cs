using System.Net;

namespace Workbook.Lab.Tests;

/// <summary>Simulated containers work when they are asked to, as the applications of the lessons do.</summary>
internal sealed class BurnTests : LabFixture
{
    [TestCase("hello", 8080)]
    [TestCase("node-hello", 3000)]
    public async Task A_request_gives_a_task_something_to_do_and_CloudWatch_tells_of_it(string app, int port)
    {
        var group = await CreateLoadBalancerAsync();
        await CreateServiceAsync(1, group, image: app, port: port);
        await Aws.WaitForTargetsAsync(group);
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(2));

        (await Aws.Http.GetStringAsync(At("burn?cpu=128&seconds=180&memory=256"))).Should().Be("burning 128 CPU units and 256 MiB for 180 s\n");
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(6));

        // An idle task of 256 CPU units and 512 MiB uses 1 % and 10 %; 128 and 256 more are 50 % each.
        (await ServiceChart.OfAsync(Aws, "default", "web")).ToString().Should().Contain("1 to 51, at last 1");
        (await ServiceChart.OfAsync(Aws, "default", "web", metric: "memory")).ToString().Should().Contain("10 to 60, at last 10");
        using var refused = await Aws.Http.GetAsync(At("burn?cpu=lots"));
        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).Should().Contain("cpu is a number of CPU units from 0 to 16384");
    }

    [Test]
    public async Task Flaky_keeps_processors_busy()
    {
        var group = await CreateLoadBalancerAsync();
        await CreateServiceAsync(1, group, image: "flaky");
        await Aws.WaitForTargetsAsync(group);

        (await Aws.Http.GetStringAsync(At("burn?seconds=600"))).Should().Be("burning for 600 s\n");
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(5));

        (await ServiceChart.OfAsync(Aws, "default", "web")).ToString().Should().Contain("at last 100", "a processor is more than the task has");
    }

    private Uri At(string path) => new($"http://web.us-east-1.elb.localhost:{Local.Endpoint.Port}/{path}");
}
