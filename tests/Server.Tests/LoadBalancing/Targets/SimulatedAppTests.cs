using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Tests.LoadBalancing.Targets;

/// <summary>Simulated containers answer in this process as the real ones do at their addresses.</summary>
internal sealed class SimulatedAppTests : TargetFixture
{
    [Test]
    public async Task Hello_says_who_answers()
    {
        var task = await RunAsync(Container("hello:2", 8080));
        var answer = await ClientOf(AddressOf(task), 8080).GetStringAsync("/a?b=c");
        answer.Should().StartWith($"Server address: {AddressOf(task)}:8080\nServer name: ip-172-31-0-5.ec2.internal\nVersion: 2\nDate: ")
            .And.Contain($"\nURI: /a?b=c\nTask: {Arn.Task(Scope, "default", task.Id)}\nAvailability Zone: {task.AvailabilityZone}\nHeader Host: {AddressOf(task)}:8080\n");
    }

    [Test]
    public async Task The_version_comes_from_the_command_and_else_from_the_environment()
    {
        var one = await RunAsync(Container("hello", 8080) with { Environment = [new() { Name = "APP_VERSION", Value = "blue" }] });
        var two = await RunAsync(Container("hello", 8080, "app", "--version", "green"));
        (await ClientOf(AddressOf(one), 8080).GetStringAsync("/")).Should().Contain("\nVersion: blue\n");
        (await ClientOf(AddressOf(two), 8080).GetStringAsync("/")).Should().Contain("\nVersion: green\n");
    }

    [Test]
    public async Task A_browser_gets_a_page_and_a_program_JSON()
    {
        var client = ClientOf(AddressOf(await RunAsync(Container("hello", 8080))), 8080);
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        (await client.GetStringAsync("/<b>")).Should().StartWith("<!doctype html>").And.NotContain("<b>");
        client.DefaultRequestHeaders.Remove("Accept");
        client.DefaultRequestHeaders.Add("Accept", "application/json");
        (await client.GetStringAsync("/")).Should().Contain("\"Version\":\"1\"");
    }

    [Test]
    public async Task Node_hello_listens_where_it_is_told()
    {
        var task = await RunAsync(Container("node-hello", 3000) with { Environment = [new() { Name = "PORT", Value = "3001" }] });
        (await ClientOf(AddressOf(task), 3001).GetStringAsync("/x")).Should().Be($"Server address: {AddressOf(task)}:3001\nServer name: ip-172-31-0-5.ec2.internal\nVersion: 1.0.0\nURI: /x\n");
        (await RefusedAsync(AddressOf(task), 3000)).Should().Be(SocketError.ConnectionRefused);
    }

    [Test]
    public async Task Any_other_server_names_its_image_task_and_address()
    {
        var task = await RunAsync(Container("nginx:1.27", 80));
        var client = ClientOf(AddressOf(task), 80);
        (await client.GetStringAsync("/")).Should().Contain("Image: nginx:1.27\n").And.Contain(task.Id).And.Contain($"Server address: {AddressOf(task)}:80\n").And.EndWith("Request: 1\n");
        (await client.GetStringAsync("/")).Should().EndWith("Request: 2\n");
    }

    [Test]
    public async Task Flaky_makes_trouble_on_request()
    {
        var task = await RunAsync(Container("flaky", 8080));
        var client = ClientOf(AddressOf(task), 8080);
        (await client.GetStringAsync("/leak?mib=10")).Should().Be("10 MiB\n");
        (await client.GetStringAsync("/slow?seconds=2.5")).Should().Be("after 2.5 s\n");
        (await client.GetStringAsync("/unhealthy")).Should().Be("unhealthy\n");
        (await client.GetAsync("/health")).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await client.GetStringAsync("/healthy")).Should().Be("healthy\n");
        (await client.GetStringAsync("/health")).Should().Be("ok\n");
        (await client.GetAsync("/nowhere")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await client.GetAsync("/leak?mib=x")).StatusCode.Should().Be(HttpStatusCode.BadRequest);

        await client.Invoking(each => each.GetAsync("/fail?code=3")).Should().ThrowAsync<HttpRequestException>();
        await RestAsync();
        World.Tasks[task.Id].Container("app").ExitCode.Should().Be(3);
    }

    [Test]
    public async Task Flaky_runs_out_of_memory()
    {
        var task = await RunAsync(Container("flaky", 8080));
        await ClientOf(AddressOf(task), 8080).Invoking(each => each.PostAsync("/leak?mib=513", null)).Should().ThrowAsync<HttpRequestException>();
        await RestAsync();
        World.Tasks[task.Id].Container("app").Should().Match<EcsContainer>(each => each.ExitCode == 137 && each.Reason == StopReasons.OutOfMemory);
    }

    [Test]
    public async Task A_host_port_of_an_instance_leads_to_the_container_that_has_it()
    {
        var task = await RunAsync(LaunchType.Ec2, NetworkMode.Bridge, [Container("hello", 8080), Container("nginx", 80, "web")]);
        var ports = task.Containers.ToDictionary(each => each.Name, each => each.NetworkBindings.Single().HostPort!.Value);
        (await ClientOf(MachineOf(task), ports["app"]).GetStringAsync("/")).Should().Contain(":8080\n").And.Contain("Version: 1\n");
        (await ClientOf(MachineOf(task), ports["web"]).GetStringAsync("/")).Should().Contain("Image: nginx\n");
        (await RefusedAsync(MachineOf(task), 80)).Should().Be(SocketError.ConnectionRefused);
        (await RefusedAsync("i-0123456789abcdef0", 80)).Should().Be(SocketError.HostUnreachable);
    }

    [TestCase("nginx", 8080, 8080)]
    [TestCase("hello", 80, 80)]
    [TestCase("worker", 8080, 8080)]
    public async Task Where_nobody_listens_a_connection_is_refused(string image, int mapped, int port)
    {
        var task = await RunAsync(Container(image, mapped));
        (await RefusedAsync(AddressOf(task), port)).Should().Be(SocketError.ConnectionRefused);
    }

    [Test]
    public async Task A_shell_line_listens_nowhere()
    {
        var task = await RunAsync(Container("busybox", 80, "app", "sh", "-c", "while true; do sleep 1; done"));
        task.LastStatus.Should().Be(EcsTaskStatus.Running);
        (await RefusedAsync(AddressOf(task), 80)).Should().Be(SocketError.ConnectionRefused);
    }

    [Test]
    public async Task HTTP_2_without_TLS_and_gRPC_are_spoken()
    {
        var client = ClientOf(AddressOf(await RunAsync(Container("grpc-server", 50051))), 50051, HttpVersion.Version20);
        using var plain = await client.GetAsync("/");
        plain.Version.Should().Be(HttpVersion.Version20);
        using var health = await CallAsync("/grpc.health.v1.Health/Check");
        (await health.Content.ReadAsByteArrayAsync()).Should().Equal(0, 0, 0, 0, 2, 8, 1);
        health.TrailingHeaders.GetValues("grpc-status").Should().Equal("0");
        using var other = await CallAsync("/AWS.ALB/healthcheck");
        other.Headers.GetValues("grpc-status").Should().Equal("12");

        Task<HttpResponseMessage> CallAsync(string path) => client.PostAsync(path, new ByteArrayContent(new byte[5]) { Headers = { ContentType = new("application/grpc") } });
    }

    [Test]
    public async Task WebSockets_echo()
    {
        var task = await RunAsync(Container("echo", 9000));
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { ConnectCallback = (_, cancellation) => Aws.Targets.ConnectAsync(Scope, AddressOf(task), 9000, cancellation) });
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri("ws://target/"), invoker, default);
        await socket.SendAsync(Encoding.UTF8.GetBytes("hi"), WebSocketMessageType.Text, true, default);
        var buffer = new byte[16];
        var received = await socket.ReceiveAsync(buffer, default);
        Encoding.UTF8.GetString(buffer, 0, received.Count).Should().Be("hi");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
    }

    [Test]
    public async Task TLS_is_spoken_with_a_certificate_that_nobody_has_to_trust()
    {
        var task = await RunAsync(Container("web", 443));
        using var handler = new SocketsHttpHandler { ConnectCallback = (_, cancellation) => Aws.Targets.ConnectAsync(Scope, AddressOf(task), 443, cancellation) };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.Subject == "CN=simulated container";
        using var client = new HttpClient(handler);
        (await client.GetStringAsync("https://target/")).Should().Contain("Image: web\n");
    }

    [Test]
    public async Task Ten_megabytes_pass()
    {
        var client = ClientOf(AddressOf(await RunAsync(Container("web", 80))), 80);
        (await client.PostAsync("/", new ByteArrayContent(new byte[10 * 1024 * 1024]))).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private async Task<SocketError> RefusedAsync(string target, int port) =>
        (await FluentActions.Awaiting(() => Aws.Targets.ConnectAsync(Scope, target, port, default).AsTask()).Should().ThrowAsync<SocketException>()).Which.SocketErrorCode;
}
