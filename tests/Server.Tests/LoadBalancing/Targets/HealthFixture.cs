using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Elbv2;
using Action = Workbook.Shapes.Elbv2.Action;

namespace Workbook.Server.Tests.LoadBalancing.Targets;

/// <summary>A target group behind an active load balancer, and its targets.</summary>
internal abstract class HealthFixture : TargetFixture
{
    /// <summary>Every 10 s, 4 s to answer, 3 successes or 2 failures to change its mind.</summary>
    protected static readonly TargetHealthCheck Check = new(ProtocolEnum.Http, "traffic-port")
    {
        Path = "/health",
        IntervalSeconds = 10,
        TimeoutSeconds = 4,
        HealthyThreshold = 3,
        UnhealthyThreshold = 2,
        HttpCodes = "200",
    };

    protected static readonly ElbTargetGroup Group = new("web", "0000000000000001") { Protocol = ProtocolEnum.Http, Port = 8080, TargetType = TargetTypeEnum.Ip, ProtocolVersion = "HTTP1", HealthCheck = Check };

    protected ElbTarget Target(string id, int port = 8080) => World.Targets[ElbTarget.KeyOf(Group.Key, id, port)];

    protected (string State, string? Reason, string? Description) HealthOf(string id, int port = 8080)
    {
        var target = Target(id, port);
        return (target.State, target.Reason, target.Description);
    }

    /// <summary>Makes the group, with a listener of an active load balancer that forwards to it unless told otherwise.</summary>
    protected Task MakeAsync(ElbTargetGroup group, bool isUsed = true) => UpdateAsync(world =>
    {
        world = world.Put(group);
        return isUsed ? Use(world, group) : world;
    });

    protected Task RegisterAsync(string id, int port = 8080, string? taskId = null) => UpdateAsync((world, now) => world.Put(new ElbTarget(Group.Key, id, port, now) { TaskId = taskId }));

    protected Task UpdateAsync(Func<World, World> change) => UpdateAsync((world, _) => change(world));

    protected async Task UpdateAsync(Func<World, DateTimeOffset, World> change)
    {
        Aws.Engine.Clock.Stimulate();
        await Aws.Engine.Store.UpdateAsync(Scope, (world, now) => (change(world, now), 0));
    }

    internal static World Use(World world, ElbTargetGroup group)
    {
        var isApplication = group.Protocol is ProtocolEnum.Http or ProtocolEnum.Https;
        var balancer = new ElbLoadBalancer("front", "00000000000000aa", DateTimeOffset.UnixEpoch)
        {
            Type = isApplication ? LoadBalancerTypeEnum.Application : LoadBalancerTypeEnum.Network,
            State = LoadBalancerStateEnum.Active,
            VpcId = "vpc-1",
        };
        return world.Put(balancer).Put(new ElbListener(balancer.Key, "00000000000000bb", "00000000000000cc")
        {
            Port = 80,
            Protocol = isApplication ? ProtocolEnum.Http : group.Protocol,
            DefaultActions = [new Action { Type = ActionTypeEnum.Forward, TargetGroupArn = ElbTargetGroup.ArnOf(world.Scope, group.Key) }],
        });
    }

    protected Task AdvanceAsync(int seconds) => Aws.Engine.Clock.AdvanceAsync(TimeSpan.FromSeconds(seconds)).WaitAsync(TimeSpan.FromSeconds(30));
}
