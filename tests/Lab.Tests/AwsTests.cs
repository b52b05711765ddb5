using System.Net;
using System.Net.Sockets;
using Amazon.ECS;
using Workbook.Engine.Time;
using Workbook.Server;

namespace Workbook.Lab.Tests;

[NonParallelizable]
public sealed class AwsTests
{
    private static readonly string[] Variables = ["AWS_ENDPOINT_URL", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];

    private Dictionary<string, string?> _before = null!;

    [SetUp]
    public void ClearVariables()
    {
        _before = Variables.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        foreach (var name in Variables) Environment.SetEnvironmentVariable(name, null);
    }

    [TearDown]
    public void RestoreVariables()
    {
        foreach (var (name, value) in _before) Environment.SetEnvironmentVariable(name, value);
    }

    [Test]
    public async Task Connects_runs_a_task_waits_for_it_and_draws_it()
    {
        await using var local = await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Automatic } });
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", local.Endpoint.ToString());
        using var aws = await Aws.ConnectAsync();
        aws.Region.Should().Be("us-east-1");

        await aws.Ecs.CreateClusterAsync(new() { ClusterName = "lab" });
        await aws.Ecs.RegisterTaskDefinitionAsync(new()
        {
            Family = "web",
            NetworkMode = NetworkMode.Awsvpc,
            RequiresCompatibilities = ["FARGATE"],
            Cpu = "256",
            Memory = "512",
            ContainerDefinitions = [new() { Name = "app", Image = "nginx" }],
        });
        var run = await aws.Ecs.RunTaskAsync(new()
        {
            Cluster = "lab",
            TaskDefinition = "web",
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } },
        });

        var task = await aws.Ecs.WaitForTaskAsync("lab", run.Tasks[0].TaskArn, "RUNNING");

        task.LastStatus.Should().Be("RUNNING");
        TaskPicture.Of(task).ToSvg().Should().StartWith("<svg").And.Contain(">app</text>").And.EndWith("</svg>");
        (await aws.Ecs.TasksAsync("lab")).ToString().Should().Contain("web:1").And.Contain("RUNNING");

        await aws.Ecs.StopTaskAsync(new() { Cluster = "lab", Task = task.TaskArn });
        await aws.Ecs.WaitForTaskAsync("lab", task.TaskArn, "STOPPED");
        (await FluentActions.Awaiting(() => aws.Ecs.WaitForTaskAsync("lab", task.TaskArn, "RUNNING")).Should().ThrowAsync<TaskNotReachedException>())
            .Which.Message.Should().Contain("Task stopped by user");
    }

    [Test]
    public async Task Says_what_to_type_when_nobody_answers()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", $"http://127.0.0.1:{port}");

        (await FluentActions.Awaiting(() => Aws.ConnectAsync()).Should().ThrowAsync<EndpointUnreachableException>())
            .Which.Message.Should().Contain("./workbook start").And.Contain($":{port}");
    }

    [TestCase("localhost:4566")]
    [TestCase("nonsense")]
    public async Task Says_so_when_the_address_is_none(string address)
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", address);

        (await FluentActions.Awaiting(() => Aws.ConnectAsync()).Should().ThrowAsync<EndpointUnreachableException>())
            .Which.Message.Should().Contain(address).And.Contain(Aws.DefaultEndpoint);
    }

    [Test]
    public async Task Names_under_localhost_are_this_machine()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var http = LocalhostNames.CreateClient();
        var asked = http.GetStringAsync(new Uri($"http://web.us-east-1.elb.localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/"));
        using var peer = await listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(peer.GetStream());
        var head = new List<string>();
        while (await reader.ReadLineAsync() is { Length: > 0 } line) head.Add(line);
        await peer.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"u8.ToArray());

        (await asked).Should().Be("hi");
        head.Should().Contain($"Host: web.us-east-1.elb.localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
