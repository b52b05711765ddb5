using System.Net;
using System.Net.Sockets;
using Workbook.Engine.Runtimes.Simulated;
using Workbook.Engine.Time;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Tests.LoadBalancing.Targets;

/// <summary>Health checks, second by second: the clock stands still unless it is moved.</summary>
internal sealed class HealthTests : HealthFixture
{
    private static readonly (string, string?, string?) Healthy = ("healthy", null, null);
    private static readonly (string, string?, string?) Registering = ("initial", "Elb.RegistrationInProgress", "Target registration is in progress");
    private static readonly (string, string?, string?) Checking = ("initial", "Elb.InitialHealthChecking", "Initial health checks in progress");

    protected override ClockMode Clock => ClockMode.Manual;

    [Test]
    public async Task A_target_is_healthy_after_its_first_check()
    {
        var (_, address) = await BehindAsync("hello");
        HealthOf(address).Should().Be(Registering);
        await AdvanceAsync(1);
        HealthOf(address).Should().Be(Registering);
        await AdvanceAsync(1);
        HealthOf(address).Should().Be(Healthy);
        Target(address).HealthySince.Should().Be(Aws.Engine.Clock.GetUtcNow());
    }

    [Test]
    public async Task Two_failures_make_it_unhealthy_and_three_successes_healthy_again()
    {
        var (task, address) = await BehindAsync("hello");
        await AdvanceAsync(2);
        Inside(task).Conduct = new() { Status = 502 };
        await AdvanceAsync(10);
        HealthOf(address).Should().Be(Healthy);
        await AdvanceAsync(10);
        HealthOf(address).Should().Be(("unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [502]"));
        Inside(task).Conduct = Conduct.Normal;
        await AdvanceAsync(20);
        HealthOf(address).Should().Be(("unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [502]"));
        await AdvanceAsync(10);
        HealthOf(address).Should().Be(Healthy);
    }

    [Test]
    public async Task One_that_fails_from_the_beginning_is_unhealthy_at_the_second_check()
    {
        var (task, address) = await BehindAsync("hello");
        Inside(task).Conduct = new() { Status = 404 };
        await AdvanceAsync(2);
        HealthOf(address).Should().Be(Checking);
        await AdvanceAsync(10);
        HealthOf(address).Should().Be(("unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [404]"));
    }

    [Test]
    public async Task One_that_hangs_or_is_slower_than_the_timeout_is_waited_for_that_long([Values] bool hangs)
    {
        var (task, address) = await BehindAsync("hello");
        Inside(task).Conduct = hangs ? new() { Hangs = true } : new() { Delay = TimeSpan.FromSeconds(5) };
        await AdvanceAsync(2 + 10 + 3);
        HealthOf(address).Should().Be(Checking);
        await AdvanceAsync(1);
        HealthOf(address).Should().Be(("unhealthy", "Target.Timeout", "Request timed out"));
    }

    [Test]
    public async Task One_that_is_slow_but_in_time_is_healthy()
    {
        var (task, address) = await BehindAsync("hello");
        Inside(task).Conduct = new() { Delay = TimeSpan.FromSeconds(3) };
        await AdvanceAsync(4);
        HealthOf(address).Should().Be(Registering);
        await AdvanceAsync(1);
        HealthOf(address).Should().Be(Healthy);
    }

    [Test]
    public async Task Nobody_is_at_the_address_of_a_task_that_is_gone()
    {
        await MakeAsync(Group);
        var task = await RunningAsync("hello", 8080);
        await StopAsync(task);
        await AdvanceAsync(60);
        await RegisterAsync(AddressOf(task));
        await AdvanceAsync(12);
        HealthOf(AddressOf(task)).Should().Be(("unhealthy", "Target.FailedHealthChecks", "Health checks failed"));
    }

    [Test]
    public async Task What_is_no_answer_is_a_failed_check([Values("refused", "garbled")] string how)
    {
        var (task, address) = await BehindAsync("hello");
        Inside(task).Conduct = new() { Refuses = how == "refused", Garbles = how == "garbled" };
        await AdvanceAsync(12);
        HealthOf(address).Should().Be(("unhealthy", "Target.FailedHealthChecks", "Health checks failed"));
    }

    [Test]
    public async Task The_reason_follows_what_the_checks_find()
    {
        var (task, address) = await BehindAsync("hello");
        Inside(task).Conduct = new() { Status = 500 };
        await AdvanceAsync(12);
        Inside(task).Conduct = new() { Refuses = true };
        await AdvanceAsync(10);
        HealthOf(address).Should().Be(("unhealthy", "Target.FailedHealthChecks", "Health checks failed"));
    }

    [Test]
    public async Task Nobody_checks_a_group_that_no_listener_uses_until_one_does()
    {
        var (_, address) = await BehindAsync("hello", isUsed: false);
        await AdvanceAsync(100);
        HealthOf(address).Should().Be(Registering);
        await UpdateAsync(world => Use(world, Group));
        await AdvanceAsync(0);
        HealthOf(address).Should().Be(Healthy);
    }

    [Test]
    public async Task Nobody_checks_while_the_load_balancer_is_being_set_up_or_once_the_listener_is_gone()
    {
        var (task, address) = await BehindAsync("hello");
        var (balancer, listener) = (World.LoadBalancers.Values.Single(), World.Listeners.Values.Single());
        await UpdateAsync(world => world.Put(balancer with { State = LoadBalancerStateEnum.Provisioning }));
        await AdvanceAsync(10);
        HealthOf(address).Should().Be(Registering);
        await UpdateAsync(world => world.Put(balancer));
        await AdvanceAsync(0);
        HealthOf(address).Should().Be(Healthy);
        await UpdateAsync(world => world.Remove(listener));
        Inside(task).Conduct = new() { Status = 500 };
        await AdvanceAsync(100);
        HealthOf(address).Should().Be(Healthy);
    }

    [Test]
    public async Task A_target_that_was_registered_again_begins_anew()
    {
        var (task, address) = await BehindAsync("hello");
        await AdvanceAsync(2);
        Inside(task).Conduct = new() { Status = 500 };
        await AdvanceAsync(10);
        await RegisterAsync(address, taskId: task.Id);
        HealthOf(address).Should().Be(Registering);
        await AdvanceAsync(2);
        HealthOf(address).Should().Be(Checking);
    }

    [Test]
    public async Task A_port_of_its_own_and_a_range_of_codes()
    {
        await MakeAsync(Group with { HealthCheck = Check with { Port = "3000", Path = "/", HttpCodes = "301,400-418" } });
        var task = await RunningAsync("node-hello", 3000);
        Inside(task).Conduct = new() { Status = 418 };
        await RegisterAsync(AddressOf(task), 80, task.Id);
        await AdvanceAsync(2);
        HealthOf(AddressOf(task), 80).Should().Be(Healthy);
    }

    [TestCase("GRPC", "/AWS.ALB/healthcheck", "12")]
    [TestCase("GRPC", "/grpc.health.v1.Health/Check", "0")]
    [TestCase("HTTP2", "/", null)]
    public async Task HTTP_2_and_gRPC_are_asked_in_their_own_way(string version, string path, string? codes)
    {
        await MakeAsync(Group with { ProtocolVersion = version, HealthCheck = Check with { Path = path, GrpcCodes = codes } });
        var task = await RunningAsync("grpc-server", 8080);
        await RegisterAsync(AddressOf(task), taskId: task.Id);
        await AdvanceAsync(2);
        HealthOf(AddressOf(task)).Should().Be(Healthy);
    }

    [Test]
    public async Task An_HTTPS_target_need_not_be_trusted()
    {
        await MakeAsync(Group with { HealthCheck = Check with { Protocol = ProtocolEnum.Https } });
        var task = await RunningAsync("web", 8080);
        await RegisterAsync(AddressOf(task), taskId: task.Id);
        await AdvanceAsync(2);
        HealthOf(AddressOf(task)).Should().Be(Healthy);
    }

    [Test]
    public async Task A_Network_Load_Balancer_only_connects_and_says_less()
    {
        await MakeAsync(Group with { Protocol = ProtocolEnum.Tcp, ProtocolVersion = null, HealthCheck = Check with { Protocol = ProtocolEnum.Tcp } });
        var task = await RunningAsync("redis", 8080);
        await RegisterAsync(AddressOf(task), taskId: task.Id);
        await AdvanceAsync(2 + 10);
        HealthOf(AddressOf(task)).Should().Be(Checking);
        await AdvanceAsync(10);
        HealthOf(AddressOf(task)).Should().Be(Healthy);
        Inside(task).Conduct = new() { Refuses = true };
        await AdvanceAsync(20);
        HealthOf(AddressOf(task)).Should().Be(("unhealthy", "Target.FailedHealthChecks", "Health checks failed"));
    }

    [Test]
    public async Task A_server_that_somebody_runs_on_this_machine_is_checked_by_a_socket()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var port = ((IPEndPoint)server.LocalEndpoint).Port;
        await MakeAsync(Group with { Protocol = ProtocolEnum.Tcp, ProtocolVersion = null, HealthCheck = Check with { Protocol = ProtocolEnum.Tcp, HealthyThreshold = 1 } });
        await RegisterAsync("127.0.0.1", port);
        await AdvanceAsync(2);
        HealthOf("127.0.0.1", port).Should().Be(Healthy);
        server.Stop();
        await AdvanceAsync(20);
        HealthOf("127.0.0.1", port).Should().Be(("unhealthy", "Target.FailedHealthChecks", "Health checks failed"));
    }

    [Test]
    public async Task A_load_balancer_as_a_target_is_as_healthy_as_what_is_behind_it()
    {
        var (task, address) = await BehindAsync("hello");
        var front = World.LoadBalancers.Values.Single();
        var outer = new ElbTargetGroup("alb", "0000000000000002") { Protocol = ProtocolEnum.Tcp, Port = 80, TargetType = TargetTypeEnum.Alb, HealthCheck = Check with { HealthyThreshold = 1 } };
        var net = new ElbLoadBalancer("net", "00000000000000dd", DateTimeOffset.UnixEpoch) { Type = LoadBalancerTypeEnum.Network, State = LoadBalancerStateEnum.Active, VpcId = "vpc-1" };
        var target = new ElbTarget(outer.Key, ElbLoadBalancer.ArnOf(Scope, front.Key), 80, Aws.Engine.Clock.GetUtcNow());
        await UpdateAsync(world => world.Put(outer).Put(net).Put(target).Put(new ElbListener(net.Key, "00000000000000ee", "00000000000000ff")
        {
            Port = 81,
            Protocol = ProtocolEnum.Tcp,
            DefaultActions = [new() { Type = ActionTypeEnum.Forward, TargetGroupArn = ElbTargetGroup.ArnOf(Scope, outer.Key) }],
        }));
        await AdvanceAsync(12);
        World.Targets[target.Key].State.Should().Be("healthy");
        Inside(task).Conduct = new() { Status = 500 };
        await AdvanceAsync(50);
        HealthOf(address).State.Should().Be("unhealthy");
        World.Targets[target.Key].State.Should().Be("unhealthy");
    }

    private async Task<(EcsTask Task, string Address)> BehindAsync(string image, bool isUsed = true)
    {
        await MakeAsync(Group, isUsed);
        var task = await RunningAsync(image, 8080);
        await RegisterAsync(AddressOf(task), taskId: task.Id);
        return (task, AddressOf(task));
    }

    private async Task<EcsTask> RunningAsync(string image, int port)
    {
        var task = await RunAsync(Container(image, port));
        await AdvanceAsync(2);
        return World.Tasks[task.Id];
    }
}
