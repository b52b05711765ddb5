using System.Globalization;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;
using Action = Workbook.Shapes.Elbv2.Action;

namespace Workbook.Orchestration.Tests.LoadBalancing;

/// <summary>A World with the default network, and what Elastic Load Balancing answers to calls about it.</summary>
internal sealed class Balancing
{
    private int _ids;

    public World World { get; private set; } = DefaultNetwork.Ensure(new World(Story.Scope));

    public DateTimeOffset Now { get; private set; } = Story.Start;

    public string Vpc => DefaultNetwork.DefaultVpcId(World)!;

    /// <summary>Those of the zones a, b and c.</summary>
    public ValueList<string> Subnets => World.Ec2<Ec2Subnet>(EntityKind.Subnet, Vpc).OrderBy(subnet => subnet.Zone).Select(subnet => subnet.Id).ToValueList();

    public string NextId() => (++_ids).ToString("x16", CultureInfo.InvariantCulture);

    public void Do(Func<World, World> change) => World = change(World);

    public T Do<T>(Func<World, (World, T)> change)
    {
        (World, var result) = change(World);
        return result;
    }

    /// <summary>Time passes, and what was due is done.</summary>
    public void After(TimeSpan time)
    {
        Now += time;
        World = Planner.Plan(World, Now).Next;
    }

    public ElbLoadBalancer Balancer(string name = "web", string type = "application") => Do(world => LoadBalancers.Create(world, new() { Name = name, Type = type, Subnets = Subnets }, NextId(), Now));

    public ElbTargetGroup Group(string name = "blue", string protocol = "HTTP", string targetType = "ip", string? version = null) =>
        Do(world => TargetGroups.Create(world, new() { Name = name, Protocol = protocol, ProtocolVersion = version, Port = 80, VpcId = Vpc, TargetType = targetType }, NextId(), Now));

    public ElbListener Listener(ElbLoadBalancer balancer, Action action, string protocol = "HTTP", int port = 80) => Do(world => Listeners.Create(
        world,
        new()
        {
            LoadBalancerArn = Arn(balancer),
            Protocol = protocol,
            Port = port,
            DefaultActions = [action],
            Certificates = protocol is "HTTPS" or "TLS" ? [new() { CertificateArn = Certificate }] : null,
        },
        NextId(), NextId(), Now));

    public ElbRule Rule(ElbListener listener, int priority, string path = "/api/*", Action? action = null) => Do(world => Rules.Create(
        world, new() { ListenerArn = Arn(listener), Priority = priority, Conditions = [Path(path)], Actions = [action ?? Hello] }, NextId(), Now));

    public void Register(ElbTargetGroup group, params string[] addresses) => Do(world => Targets.Register(
        world, new() { TargetGroupArn = Arn(group), Targets = addresses.Select(id => new TargetDescription { Id = id }).ToValueList() }, Now));

    /// <summary>State and reason of the only target.</summary>
    public (string? State, string? Reason) HealthOf(ElbTargetGroup group)
    {
        var health = Targets.Describe(World, new() { TargetGroupArn = Arn(group) }).Single().TargetHealth!;
        return (health.State, health.Reason);
    }

    /// <summary>The call is refused with that error, and the World stays as it was.</summary>
    public void Refuses(string code, string message, Func<World, object?> call)
    {
        var error = FluentActions.Invoking(() => call(World)).Should().Throw<ApiException>().Which;
        (error.Code, error.Message, error.Status).Should().Be((code, message, 400));
    }

    public static string Certificate => $"arn:aws:acm:{Story.Scope.Region}:{Story.Scope.Account}:certificate/0123-4567";

    public static Action Hello { get; } = new() { Type = "fixed-response", FixedResponseConfig = new() { StatusCode = "200", MessageBody = "hello" } };

    public static Action To(ElbTargetGroup group) => new() { Type = "forward", TargetGroupArn = Arn(group) };

    public static RuleCondition Path(string path) => new() { Field = "path-pattern", Values = [path] };

    public static string Arn(ElbLoadBalancer balancer) => ElbLoadBalancer.ArnOf(Story.Scope, balancer.Key);

    public static string Arn(ElbListener listener) => ElbListener.ArnOf(Story.Scope, listener.Key);

    public static string Arn(ElbRule rule) => ElbRule.ArnOf(Story.Scope, rule.Key);

    public static string Arn(ElbTargetGroup group) => ElbTargetGroup.ArnOf(Story.Scope, group.Key);
}
