using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Server.Wire;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Tests.LoadBalancing.Targets;

/// <summary>A workbook that is started again checks the targets that it finds in its data folder.</summary>
internal sealed class RestartedHealthTests
{
    private static readonly AccountRegion Scope = new(CredentialScope.DefaultAccount, "us-east-1");
    private static readonly ElbTargetGroup Group = new("web", "0000000000000001")
    {
        Protocol = ProtocolEnum.Http, ProtocolVersion = "HTTP1", Port = 80, TargetType = TargetTypeEnum.Ip,
        HealthCheck = new(ProtocolEnum.Http, "traffic-port") { Path = "/", IntervalSeconds = 5, TimeoutSeconds = 2, HealthyThreshold = 2, UnhealthyThreshold = 2, HttpCodes = "200" },
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workbook-health-");

    [OneTimeTearDown]
    public void NoFolder() => _folder.Delete(recursive: true);

    [Test]
    public async Task What_was_healthy_stays_so_until_checks_say_otherwise()
    {
        await using (var server = await EchoTarget.StartAsync())
        {
            await using var before = await StartAsync();
            await before.Engine.Store.UpdateAsync(Scope, (world, now) => (HealthFixture.Use(world.Put(Group), Group).Put(new ElbTarget(Group.Key, "127.0.0.1", server.Port, now)), true));
            await before.Engine.Clock.AdvanceAsync(TimeSpan.FromSeconds(15));
            StateIn(before).Should().Be(TargetHealthStateEnum.Healthy);
        }

        await using var after = await StartAsync();
        StateIn(after).Should().Be(TargetHealthStateEnum.Healthy);
        await after.Engine.Clock.AdvanceAsync(TimeSpan.FromSeconds(15));
        StateIn(after).Should().Be(TargetHealthStateEnum.Unhealthy, "its server is gone");
    }

    private Task<LocalAws> StartAsync() => LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Manual, DataFolder = _folder.FullName } });

    private static string StateIn(LocalAws aws) => aws.Engine.Store.Read(Scope).Targets.Values.Single().State;
}
