using Workbook.Engine.Runtimes.Simulated;
using Workbook.Engine.Time;
using Workbook.Orchestration.Tasks;

namespace Workbook.Server.Tests.LoadBalancing.Targets;

/// <summary>On an automatic clock the checks run until they agree with the target's state; whatever may change it makes them run again.</summary>
internal sealed class RestingHealthTests : HealthFixture
{
    protected override ClockMode Clock => ClockMode.Automatic;

    [Test]
    public async Task Targets_become_healthy_and_the_clock_rests()
    {
        var task = await BehindAsync();
        var since = Aws.Engine.Clock.GetUtcNow();
        HealthOf(AddressOf(task)).State.Should().Be("healthy");
        await RestAsync();
        Aws.Engine.Clock.GetUtcNow().Should().Be(since);
    }

    [Test]
    public async Task A_fault_is_found_and_so_is_its_end()
    {
        var task = await BehindAsync();
        Aws.Engine.Clock.Stimulate();
        Inside(task).Conduct = new() { Hangs = true };
        await RestAsync();
        HealthOf(AddressOf(task)).Reason.Should().Be("Target.Timeout");
        Aws.Engine.Clock.Stimulate();
        Inside(task).Conduct = Conduct.Normal;
        await RestAsync();
        HealthOf(AddressOf(task)).State.Should().Be("healthy");
    }

    [Test]
    public async Task A_sick_container_is_found_by_the_balancer_too()
    {
        var task = await BehindAsync();
        Aws.Engine.Clock.Stimulate();
        Aws.Engine.Runtime.SetHealth(Scope, task.Id, "app", ContainerHealth.Unhealthy);
        await RestAsync();
        HealthOf(AddressOf(task)).Description.Should().Be("Health checks failed with these codes: [503]");
    }

    [Test]
    public async Task A_container_that_ends_is_found()
    {
        var task = await BehindAsync();
        Aws.Engine.Clock.Stimulate();
        Aws.Engine.Runtime.Kill(Scope, task.Id, "app", 1, null);
        await RestAsync();
        HealthOf(AddressOf(task)).Reason.Should().Be("Target.FailedHealthChecks");
    }

    [Test]
    public async Task A_server_that_is_gone_is_found_by_the_request_that_it_does_not_answer()
    {
        await MakeAsync(Group);
        await using (var server = await EchoTarget.StartAsync())
        {
            await RegisterAsync("127.0.0.1", server.Port);
            await RestAsync();
            HealthOf("127.0.0.1", server.Port).State.Should().Be("healthy");
        }
        var gone = World.Targets.Values.Single();
        Aws.Engine.Clock.Stimulate();
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{Aws.Listeners.Single().Port}/"));
        await RestAsync();

        answer.StatusCode.Should().Be(System.Net.HttpStatusCode.BadGateway);
        HealthOf("127.0.0.1", gone.Port).Reason.Should().Be("Target.FailedHealthChecks");
    }

    private async Task<EcsTask> BehindAsync()
    {
        await MakeAsync(Group);
        var task = await RunAsync(Container("hello", 8080));
        await RegisterAsync(AddressOf(task), taskId: task.Id);
        await RestAsync();
        return task;
    }
}
