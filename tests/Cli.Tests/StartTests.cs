using Amazon.ECS;
using Amazon.Runtime;

namespace Workbook.Cli.Tests;

internal sealed class StartTests
{
    [Test]
    public async Task What_was_answered_survives_kill_minus_9()
    {
        var data = Directory.CreateTempSubdirectory("workbook-start-");
        try
        {
            await using (var first = Command.Start("start", "--port", "0", "--data", data.FullName))
            {
                using var ecs = Client(await first.EndpointAsync());
                await ecs.CreateClusterAsync(new() { ClusterName = "kept" });
                await ecs.RegisterTaskDefinitionAsync(new() { Family = "kept", ContainerDefinitions = [new() { Name = "app", Image = "nginx", Memory = 128 }] });
                await first.KillAsync();
            }

            await using var second = Command.Start("start", "--port", "0", "--data", data.FullName);
            using var again = Client(await second.EndpointAsync());
            (await again.ListClustersAsync(new())).ClusterArns.Should().ContainSingle().Which.Should().EndWith("cluster/kept");
            (await again.DescribeTaskDefinitionAsync(new() { TaskDefinition = "kept" })).TaskDefinition.Revision.Should().Be(1);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Test]
    public async Task A_port_in_use_is_said_with_what_to_do()
    {
        await using var first = Command.Start("start", "--port", "0");
        var port = (await first.EndpointAsync()).Port;

        var (exitCode, output) = await Command.RunAsync("start", "--port", $"{port}");

        exitCode.Should().Be(1);
        output.Should().Contain($"Port {port}").And.Contain("--port");
    }

    [Test]
    public async Task A_data_folder_that_is_in_use_is_refused()
    {
        var data = Directory.CreateTempSubdirectory("workbook-start-");
        try
        {
            await using var first = Command.Start("start", "--port", "0", "--data", data.FullName);
            await first.EndpointAsync();

            var (exitCode, output) = await Command.RunAsync("start", "--port", "0", "--data", data.FullName);

            exitCode.Should().Be(1);
            output.Should().Contain(data.FullName);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Test]
    public async Task A_backend_that_does_not_exist_is_refused()
    {
        var (exitCode, output) = await Command.RunAsync("start", "--port", "0", "--backend", "mainframe");

        exitCode.Should().NotBe(0);
        output.Should().Contain("mainframe").And.Contain("embedded");
    }

    private static AmazonECSClient Client(Uri endpoint) =>
        new(new BasicAWSCredentials("test", "test"), new AmazonECSConfig { ServiceURL = endpoint.ToString(), AuthenticationRegion = "us-east-1" });
}
