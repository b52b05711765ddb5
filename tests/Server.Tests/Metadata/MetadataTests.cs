using System.Text.Json;

namespace Workbook.Server.Tests.Metadata;

/// <summary>What a container is told of itself and of its task.</summary>
internal sealed class MetadataTests : MetadataFixture
{
    private const string Logs = """
        "logConfiguration":{"logDriver":"awslogs","options":{"awslogs-create-group":"true","awslogs-group":"/ecs/web","awslogs-region":"us-east-1","awslogs-stream-prefix":"ecs"}}
        """;

    [Test]
    public async Task AContainerOnAMachine()
    {
        var id = await RunAsync(
            "ec2-awsvpc",
            $$"""
            "networkMode":"awsvpc","containerDefinitions":[{"name":"app","image":"nginx:1.27","cpu":10,"memory":128,{{Logs}}}]
            """,
            """ "launchType":"EC2","networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-1"]}} """);

        var container = await JsonAsync(UriOf(id));

        MembersOf(container).Should().Equal(Words(Documented.ContainerOnEc2));
        var state = World.Tasks[id].Containers[0];
        Text(container, "DockerId").Should().Be(state.RuntimeId);
        Text(container, "DockerName").Should().MatchRegex("^ecs-ec2-awsvpc-1-app-[0-9a-f]{20}$");
        Text(container, "Image").Should().Be("nginx:1.27");
        Text(container, "ImageID").Should().Be(state.ImageDigest);
        Text(container, "Labels", "com.amazonaws.ecs.cluster").Should().Be("default");
        Text(container, "Labels", "com.amazonaws.ecs.task-arn").Should().Be($"arn:aws:ecs:us-east-1:000000000042:task/default/{id}");
        Text(container, "LogOptions", "awslogs-stream").Should().Be($"ecs/app/{id}");
        container.GetProperty("Limits").ToString().Should().Be("""{"CPU":10,"Memory":128}""");
        Text(container, "KnownStatus").Should().Be("RUNNING");
        Text(container, "Type").Should().Be("NORMAL");
        Text(container, "ContainerARN").Should().Be($"arn:aws:ecs:us-east-1:000000000042:container/default/{id}/{state.Id}");
    }

    [Test]
    public async Task AContainerOnFargate()
    {
        var id = await RunOnFargateAsync("fargate", $$"""[{"name":"app","image":"nginx","cpu":10,"memory":128,{{Logs}}}]""");

        var container = await JsonAsync(UriOf(id));

        MembersOf(container).Should().Equal(Words(Documented.ContainerOnFargate));
        Text(container, "DockerId").Should().Be(World.Tasks[id].Containers[0].RuntimeId).And.StartWith(id + "-");
        Text(container, "DockerName").Should().Be("app");
        Text(container, "Labels", "com.amazonaws.ecs.cluster").Should().Be("arn:aws:ecs:us-east-1:000000000042:cluster/default");
        var network = container.GetProperty("Networks")[0];
        var address = World.Tasks[id].Network!.PrivateIpv4Address!;
        network.GetProperty("IPv4Addresses")[0].GetString().Should().Be(address);
        network.GetProperty("DomainNameServers")[0].GetString().Should().Be("172.31.0.2");
        network.GetProperty("DomainNameSearchList")[0].GetString().Should().Be("ec2.internal");
        Text(network, "PrivateDNSName").Should().Be($"ip-{address.Replace('.', '-')}.ec2.internal");
        (Text(network, "IPv4SubnetCIDRBlock"), Text(network, "SubnetGatewayIpv4Address")).Should().Be(("172.31.0.0/20", "172.31.0.1/20"));
    }

    [Test]
    public async Task WhatAContainerHasNotIsLeftOut()
    {
        var id = await RunOnFargateAsync("bare");
        var container = await JsonAsync(UriOf(id));
        MembersOf(container).Should().NotContain(name => name.StartsWith("Log") || name == "Limits.Memory" || name.StartsWith("Health") || name == "ExitCode" || name == "RestartCount" || name == "FinishedAt");
        container.GetProperty("Limits").GetProperty("CPU").GetDouble().Should().Be(2, "Docker gets two shares where none were asked for");
    }

    [Test]
    public async Task PortsOfABridge()
    {
        var id = await RunAsync("bridge", """ "containerDefinitions":[{"name":"app","image":"nginx","memoryReservation":64,"portMappings":[{"containerPort":80}]}] """, """ "launchType":"EC2" """);
        var container = await JsonAsync(UriOf(id));
        var port = World.Tasks[id].Containers[0].NetworkBindings[0].HostPort;
        container.GetProperty("Ports").ToString().Should().Be($$"""[{"ContainerPort":80,"Protocol":"tcp","HostPort":{{port}},"HostIp":"0.0.0.0"}]""");
        container.GetProperty("Networks").ToString().Should().Be("""[{"NetworkMode":"bridge"}]""");
        container.GetProperty("Limits").ToString().Should().Be("""{"CPU":2,"Memory":0}""");
    }

    [Test]
    public async Task HealthAndRestarts()
    {
        var id = await RunOnFargateAsync("checked", """
            [{"name":"app","image":"nginx","healthCheck":{"command":["CMD","true"]},"restartPolicy":{"enabled":true},"dockerLabels":{"a":"1","com.amazonaws.ecs.cluster":"mine"}}]
            """);
        await Aws.Engine.Clock.AdvanceAsync(TimeSpan.FromMinutes(2), CancellationToken.None);

        var container = await JsonAsync(UriOf(id));

        var state = World.Tasks[id].Containers[0];
        Text(container, "Health", "status").Should().Be("HEALTHY");
        container.GetProperty("Health").GetProperty("statusSince").GetDateTimeOffset().Should().Be(state.HealthSince!.Value);
        container.GetProperty("RestartCount").GetInt32().Should().Be(0);
        container.GetProperty("Labels").EnumerateObject().First().ToString().Should().Be("\"a\":\"1\"");
        Text(container, "Labels", "com.amazonaws.ecs.cluster").Should().EndWith("cluster/default", "ECS's own labels win");
    }

    [Test]
    public async Task ATaskOnAMachine()
    {
        var id = await RunAsync("tagged", """ "containerDefinitions":[{"name":"app","image":"nginx","memory":64}] """, """ "launchType":"EC2","tags":[{"key":"owner","value":"me+you"}] """);

        var task = await JsonAsync(UriOf(id) + "/taskWithTags");

        MembersWithoutContainers(task).Should().Equal(Words(Documented.TaskOnEc2));
        Text(task, "Cluster").Should().Be("default");
        Text(task, "Revision").Should().Be("1");
        Text(task, "TaskTags", "owner").Should().Be("me+you");
        Text(task, "ContainerInstanceTags", "rack").Should().Be("7");
        MembersOf(await JsonAsync(UriOf(id) + "/task")).Should().NotContain(name => name.Contains("Tags"));
    }

    [Test]
    public async Task ATaskOnFargate()
    {
        var id = await RunOnFargateAsync("pair", """[{"name":"app","image":"nginx"},{"name":"side","image":"busybox","essential":false,"command":["false"]}]""");

        var task = await JsonAsync(UriOf(id) + "/task");

        MembersWithoutContainers(task).Should().Equal(Words(Documented.TaskOnFargate));
        task.GetProperty("Limits").ToString().Should().Be("""{"CPU":0.25,"Memory":512}""");
        task.GetProperty("EphemeralStorageMetrics").GetProperty("Reserved").GetInt32().Should().Be(20496);
        task.GetProperty("PullStartedAt").GetDateTimeOffset().Should().Be(World.Tasks[id].PullStartedAt!.Value);
        var containers = task.GetProperty("Containers").EnumerateArray().ToList();
        containers[0].ToString().Should().Be((await GetAsync(UriOf(id))).Body, "it is the same as what the container is told of itself");
        (Text(containers[1], "Name"), Text(containers[1], "KnownStatus"), containers[1].GetProperty("ExitCode").GetInt32()).Should().Be(("side", "STOPPED", 1));
        containers[1].TryGetProperty("FinishedAt", out _).Should().BeTrue();
        (await GetAsync(UriOf(id) + "/task")).Body.Should().Be((await GetAsync(UriOf(id, "side") + "/task")).Body, "all containers of a task are told the same of it");
    }

    [Test]
    public async Task ATaskOfAService()
    {
        await CallAsync("RegisterTaskDefinition", """{"family":"served","containerDefinitions":[{"name":"app","image":"nginx","memory":64}]}""");
        await CallAsync("CreateService", """{"serviceName":"shop","taskDefinition":"served","desiredCount":1,"launchType":"EC2"}""");
        var id = World.Tasks.Values.Single(task => task.ServiceName == "shop").Id;
        Text(await JsonAsync(UriOf(id) + "/task"), "ServiceName").Should().Be("shop");
    }

    [Test]
    public async Task Version3KnowsLess()
    {
        var id = await RunOnFargateAsync("old", $$"""[{"name":"app","image":"nginx",{{Logs}}}]""");
        var uri = Environment(id, "ECS_CONTAINER_METADATA_URI");
        uri.Should().Contain("/v3/");

        var container = await JsonAsync(uri);
        MembersOf(container).Should().NotContain(name => name.StartsWith("Log") || name == "ContainerARN" || name == "Snapshotter");
        MembersOf(container.GetProperty("Networks")).Should().Equal("NetworkMode", "IPv4Addresses");
        var task = await JsonAsync(uri + "/task");
        MembersWithoutContainers(task).Should().NotContain(["LaunchType", "ClockDrift.ClockErrorBound", "EphemeralStorageMetrics.Reserved"]);
        task.GetProperty("Containers")[0].ToString().Should().Be(container.ToString());
        (await JsonAsync(uri + "/taskWithTags")).ToString().Should().Be(task.ToString(), "the task has no tags");
    }

    private static string? Text(JsonElement json, params string[] path) => path.Aggregate(json, (each, name) => each.GetProperty(name)).GetString();

    private static IEnumerable<string> MembersWithoutContainers(JsonElement task) =>
        MembersOf(task).Select(name => name.StartsWith("Containers.") ? "Containers" : name).Distinct();
}
