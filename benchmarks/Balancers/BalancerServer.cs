using System.Globalization;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Server;
using Workbook.Shapes.Elbv2;

namespace Workbook.Benchmarks.Balancers;

/// <summary>A workbook with one load balancer, until the process is ended.</summary>
internal static class BalancerServer
{
    private static readonly AccountRegion Scope = new("000000000042", "us-east-1");

    /// <param name="rules">How many rules come before the default one; none matches.</param>
    public static async Task RunAsync(int port, int rules, IReadOnlyList<int> targets)
    {
        await using var aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Real } });
        var group = new ElbTargetGroup("web", "1111111111111111") { Protocol = ProtocolEnum.Http, ProtocolVersion = "HTTP1", Port = 80, TargetType = TargetTypeEnum.Ip, HealthCheck = new("HTTP", "traffic-port") { IsEnabled = false } };
        var arn = ElbTargetGroup.ArnOf(Scope, group.Key);
        var balancer = new ElbLoadBalancer("web", "2222222222222222", DateTimeOffset.UnixEpoch) { VpcId = "vpc-1", State = LoadBalancerStateEnum.Active };
        var listener = new ElbListener(balancer.Key, "3333333333333333", "4444444444444444") { Port = port, Protocol = ProtocolEnum.Http, DefaultActions = [new() { Type = ActionTypeEnum.Forward, TargetGroupArn = arn }] };
        await aws.Engine.Store.UpdateAsync(Scope, (world, now) =>
        {
            world = world.Put(group).Put(balancer);
            // The addresses 127.0.0.1, 127.0.0.2 and so on are all this machine: a thousand targets need no thousand servers.
            foreach (var (i, target) in targets.Index())
                world = world.Put(new ElbTarget(group.Key, ProxyProcess.AddressOf(i), target, now) { State = TargetHealthStateEnum.Healthy, HealthySince = now });
            for (var i = 1; i <= rules; i++)
                world = world.Put(new ElbRule(listener.Key, i.ToString("x16", CultureInfo.InvariantCulture))
                {
                    Priority = i,
                    Conditions = [i % 2 == 0 ? Condition("path-pattern", $"/service-{i}/*") : Condition("host-header", $"service-{i}.example.com")],
                    Actions = listener.DefaultActions,
                });
            world = world.Put(listener);
            return (world, world);
        });
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
    }

    private static RuleCondition Condition(string field, string value) => new() { Field = field, Values = [value] };
}
