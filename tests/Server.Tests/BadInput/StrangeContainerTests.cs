using System.Text.Json;

namespace Workbook.Server.Tests.BadInput;

/// <summary>Definitions that are accepted, or nearly, and ask for something absurd when they are run: the engine outlives them.</summary>
internal sealed class StrangeContainerTests : BadInputFixture
{
    [TestCase("memory")]
    [TestCase("cpu")]
    public async Task ContainersThatTogetherAskForMoreThanANumberHoldsAreRefusedByPlacement(string resource)
    {
        var one = new Dictionary<string, object> { ["name"] = "one", ["image"] = "nginx", ["memory"] = 16, [resource] = int.MaxValue };
        var two = new Dictionary<string, object> { ["name"] = "two", ["image"] = "nginx", ["memory"] = 16, [resource] = int.MaxValue };
        await AcceptedAsync("RegisterTaskDefinition", JsonSerializer.Serialize(new { family = "beyond", containerDefinitions = new[] { one, two } }));

        var run = await SendAsync("RunTask", """{"taskDefinition":"beyond"}""");

        run.Status.Should().Be(200, run.Body);
        run.Body.Should().Contain($"RESOURCE:{resource.ToUpperInvariant()}");
    }

    [TestCase("""{"command":["sh","-c","sleep 900000000000; sleep 900000000000"]}""")]
    [TestCase("""{"command":["sleep","922337203685"]}""")]
    [TestCase("""{"command":["sleep","922337203684"]}""")]
    [TestCase("""{"command":["sleep","15372286728m"]}""")]
    [TestCase("""{"command":["sleep","0"]}""")]
    [TestCase("""{"command":["sleep","d"]}""")]
    [TestCase("""{"command":["sleep",""]}""")]
    [TestCase("""{"command":["sleep","1","2"]}""")]
    [TestCase("""{"command":[""]}""")]
    [TestCase("""{"command":["exit","999"]}""")]
    [TestCase("""{"command":["sh","-c",""]}""")]
    [TestCase("""{"command":["sh","-c"]}""")]
    [TestCase("""{"entryPoint":["sh","-c"],"command":[";;;&&&&"]}""")]
    [TestCase("""{"image":":"}""")]
    [TestCase("""{"image":"/"}""")]
    [TestCase("""{"image":"@"}""")]
    [TestCase("""{"image":"a@sha256:"}""")]
    [TestCase("""{"image":"localhost:5000/"}""")]
    [TestCase("""{"image":"../../etc/passwd"}""")]
    [TestCase("""{"image":"workbook/ignores-sigterm","stopTimeout":120}""")]
    [TestCase("""{"startTimeout":2147483647}""")]
    [TestCase("""{"stopTimeout":2147483647}""")]
    [TestCase("""{"stopTimeout":-1}""")]
    [TestCase("""{"healthCheck":{"command":["CMD-SHELL","sleep 922337203684; sleep 922337203684"],"interval":5}}""")]
    [TestCase("""{"healthCheck":{"command":["CMD"],"interval":5}}""")]
    [TestCase("""{"healthCheck":{"command":["CMD-SHELL","exit 1"],"interval":300,"timeout":60,"retries":10,"startPeriod":300}}""")]
    [TestCase("""{"image":"workbook/crash","restartPolicy":{"enabled":true,"restartAttemptPeriod":60}}""")]
    [TestCase("""{"memory":2147483647}""")]
    [TestCase("""{"cpu":2147483647}""")]
    [TestCase("""{"cpu":-2147483648}""")]
    [TestCase("""{"portMappings":[{"containerPort":0,"hostPort":0},{"containerPort":65536}]}""")]
    [TestCase("""{"portMappings":[{"containerPortRange":"0-65535"}]}""")]
    [TestCase("""{"portMappings":[{"containerPortRange":"2000-1000"}]}""")]
    [TestCase("""{"dependsOn":[{"containerName":"app","condition":"START"}]}""")]
    public async Task IsOutlived(string container)
    {
        var strange = new Dictionary<string, object> { ["name"] = "app", ["image"] = "nginx", ["memory"] = 16 };
        foreach (var member in JsonDocument.Parse(container).RootElement.EnumerateObject()) strange[member.Name] = member.Value;
        var registered = await SendAsync("RegisterTaskDefinition", JsonSerializer.Serialize(new { family = "strange", containerDefinitions = new[] { strange } }));
        registered.Status.Should().BeOneOf([200, 400], registered.Body);
        if (registered.Status == 200)
        {
            var run = await SendAsync("RunTask", """{"taskDefinition":"strange"}""");
            run.Status.Should().Be(200, run.Body);
            foreach (var task in Tasks(run))
            {
                await AcceptedAsync("StopTask", $$"""{"task":"{{task}}"}""");
                await StoppedAsync(task);
            }
        }
        var after = await SendAsync("RunTask", """{"taskDefinition":"web"}""");
        await RunningAsync(Tasks(after).Single());
        await AcceptedAsync("StopTask", $$"""{"task":"{{Tasks(after).Single()}}"}""");
        await StoppedAsync(Tasks(after).Single());
    }

    [TestCase("2147483647", "2147483647")]
    [TestCase("-1", "-1")]
    [TestCase("-2147483648", "0")]
    public async Task InstancesOfAbsurdSize(string cpu, string memory)
    {
        var registered = await SendAsync("RegisterContainerInstance", $$"""{"totalResources":[{"name":"CPU","type":"INTEGER","integerValue":{{cpu}}},{"name":"MEMORY","type":"INTEGER","integerValue":{{memory}}}]}""");
        registered.Status.Should().BeOneOf([200, 400], registered.Body);
        var after = await SendAsync("RunTask", """{"taskDefinition":"web"}""");
        await RunningAsync(Tasks(after).Single());
    }

    private static List<string> Tasks(Reply reply) =>
        JsonDocument.Parse(reply.Body).RootElement.GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("taskArn").GetString()!).ToList();
}
