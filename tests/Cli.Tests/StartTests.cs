using System.Net.Sockets;
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
                await RegisterAsync(ecs);
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
        output.Should().Contain($"Port {port}").And.Contain("--port").And.NotContain("   at ", "a sentence helps, a stack trace does not");
    }

    [Test]
    public async Task Advisories_that_are_not_there_are_missed_before_anything_starts()
    {
        var (exitCode, output) = await Command.RunAsync("start", "--port", "0", "--advisories", "gone.json");

        exitCode.Should().Be(1);
        output.Should().Contain("gone.json").And.NotContain("Ready").And.NotContain("   at ");
    }

    [TestCase("abc")]
    [TestCase("-1")]
    [TestCase("65536")]
    public async Task A_port_that_is_none_is_refused(string port)
    {
        var (exitCode, output) = await Command.RunAsync("start", "--port", port);

        exitCode.Should().Be(1);
        output.Should().Contain("--port takes a number from 0 to 65535").And.NotContain("Unhandled");
    }

    [TestCase("--instance takes NAME=ADDRESS[,cluster=CLUSTER], not 'blue'.", "--instance", "blue")]
    [TestCase("--instance takes NAME=ADDRESS[,cluster=CLUSTER], not 'blue=default,region=eu-west-1'.", "--instance", "blue=default,region=eu-west-1")]
    [TestCase("'light blue' cannot be the name of an --instance", "--instance", "light blue=default")]
    [TestCase("'somewhere' is no address of a Docker Engine", "--instance", "blue=somewhere")]
    [TestCase("--instance gives the name 'blue' twice.", "--instance", "blue=default", "--instance", "blue=tcp://192.0.2.7:2375")]
    [TestCase("--instance needs --backend docker.", "--instance", "blue=default", "--backend", "embedded")]
    public async Task An_instance_that_is_none_is_refused(string message, params string[] options)
    {
        var (exitCode, output) = await Command.RunAsync(["start", .. options.Contains("--backend") ? options : ["--backend", "docker", .. options]]);

        exitCode.Should().Be(1);
        output.Should().Contain(message).And.NotContain("Unhandled");
    }

    [Test]
    public async Task Docker_s_socket_without_permission_is_refused_with_what_to_do()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("To run this test: use Linux, where a socket is a file with permissions.");
            return;
        }
        var folder = Directory.CreateTempSubdirectory("workbook-socket-");
        try
        {
            var socket = Path.Combine(folder.FullName, "docker.sock");
            using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(new UnixDomainSocketEndPoint(socket));
            listener.Listen();
            File.SetUnixFileMode(socket, UnixFileMode.None);

            var (exitCode, output) = await Command.RunUnprivilegedAsync(new($"unix://{socket}"), "start", "--backend", "docker", "--port", "0");

            exitCode.Should().Be(1);
            output.Should().Contain($"No permission to use Docker's socket unix://{socket}.").And.Contain("usermod -aG docker").And.NotContain("   at ");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task Time_does_not_go_back_over_a_restart()
    {
        var data = Directory.CreateTempSubdirectory("workbook-start-");
        try
        {
            DateTime? registered;
            await using (var first = Command.Start("start", "--port", "0", "--data", data.FullName))
            {
                var endpoint = await first.EndpointAsync();
                using var http = new HttpClient { BaseAddress = endpoint };
                using var hour = new StringContent("""{"advanceSeconds":3600}""");
                (await http.PostAsync(new Uri("/_workbook/clock", UriKind.Relative), hour)).EnsureSuccessStatusCode();
                using var ecs = Client(endpoint);
                registered = (await RegisterAsync(ecs)).TaskDefinition.RegisteredAt;
                await first.KillAsync();
            }

            await using var second = Command.Start("start", "--port", "0", "--data", data.FullName);
            using var again = Client(await second.EndpointAsync());
            (await RegisterAsync(again)).TaskDefinition.RegisteredAt.Should().BeOnOrAfter(registered!.Value);
        }
        finally
        {
            data.Delete(recursive: true);
        }
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
    public async Task A_damaged_data_folder_can_be_reset_as_the_message_says()
    {
        var data = Directory.CreateTempSubdirectory("workbook-start-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(data.FullName, "workbook.db"), "this is no database, whatever its name says");
            var (exitCode, output) = await Command.RunAsync("start", "--port", "0", "--data", data.FullName);
            exitCode.Should().Be(1);
            output.Should().Contain("`workbook reset`");

            (await Command.RunAsync("reset", "--data", data.FullName)).ExitCode.Should().Be(0);

            await using var again = Command.Start("start", "--port", "0", "--data", data.FullName);
            using var ecs = Client(await again.EndpointAsync());
            (await ecs.ListClustersAsync(new())).ClusterArns.Should().BeNullOrEmpty();
            (await Command.RunAsync("reset", "--data", data.FullName)).ExitCode.Should().Be(1, "a folder in use is not deleted");
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

    private static Task<Amazon.ECS.Model.RegisterTaskDefinitionResponse> RegisterAsync(AmazonECSClient ecs) =>
        ecs.RegisterTaskDefinitionAsync(new() { Family = "kept", ContainerDefinitions = [new() { Name = "app", Image = "nginx", Memory = 128 }] });

    private static AmazonECSClient Client(Uri endpoint) =>
        new(new BasicAWSCredentials("test", "test"), new AmazonECSConfig { ServiceURL = endpoint.ToString(), AuthenticationRegion = "us-east-1" });
}
