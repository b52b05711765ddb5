using Amazon.ECS;
using Amazon.Runtime;

namespace Workbook.Cli.Tests;

/// <summary><c>workbook start</c> in a process of its own, with a cluster and the task definition <c>web</c>, for commands to talk to.</summary>
internal abstract class ServedCluster
{
    private Command _endpoint = null!;

    protected Uri Address { get; private set; } = null!;

    protected AmazonECSClient Ecs { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task ServeAsync()
    {
        _endpoint = Command.Start("start", "--port", "0");
        Address = await _endpoint.EndpointAsync();
        Ecs = new(new BasicAWSCredentials("test", "test"), new AmazonECSConfig { ServiceURL = Address.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        await Ecs.CreateClusterAsync(new());
        await Ecs.RegisterTaskDefinitionAsync(new()
        {
            Family = "web",
            RequiresCompatibilities = ["FARGATE"],
            NetworkMode = NetworkMode.Awsvpc,
            Cpu = "256",
            Memory = "512",
            ContainerDefinitions = [new() { Name = "app", Image = "nginx" }],
        });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        Ecs.Dispose();
        await _endpoint.DisposeAsync();
    }
}
