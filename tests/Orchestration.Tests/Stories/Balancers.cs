using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Classic;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;
using Action = Workbook.Shapes.Elbv2.Action;

namespace Workbook.Orchestration.Tests.Stories;

/// <summary>A load balancer <c>lb</c> with a listener on port 80 that forwards to target groups of these names.</summary>
internal static class Balancers
{
    public const string Listener = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/lb/1/80";

    public static string Group(string name) => $"arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/{name}/1";

    public static string Rule(string name) => $"arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/lb/1/80/{name}";

    public static World WithBalancer(this World world, params string[] groups) => world.WithBalancer("ip", groups);

    /// <param name="targetType"><c>ip</c> or <c>instance</c>.</param>
    public static World WithBalancer(this World world, string targetType, string[] groups)
    {
        world = world.Put(new ElbLoadBalancer("lb", "1", Story.Start) { VpcId = "vpc-1" })
            .Put(new ElbListener("app/lb/1", "80", "default") { Port = 80, Protocol = "HTTP", DefaultActions = Forward([.. groups.Select((name, number) => (name, number == 0 ? 100 : 0))]) });
        return groups.Aggregate(world, (next, name) => next.Put(new ElbTargetGroup(name, "1") { TargetType = targetType, Protocol = "HTTP", Port = 80, HealthCheck = new("HTTP", "traffic-port") }));
    }

    /// <summary>With Classic Load Balancers of these names, from port 80 to port 8080.</summary>
    public static World WithClassic(this World world, params string[] names) => names.Aggregate(world, (next, name) => next.Put(new ClassicLoadBalancer(name, Story.Start)
    {
        VpcId = "vpc-1",
        AvailabilityZones = ["us-east-1a"],
        SubnetIds = ["subnet-1"],
        Listeners = [new() { Protocol = "HTTP", LoadBalancerPort = 80, InstancePort = 8080 }],
        HealthCheck = new() { Target = "HTTP:8080/", Interval = 30, Timeout = 5, UnhealthyThreshold = 2, HealthyThreshold = 10 },
        Attributes = new(),
    }));

    public static World WithRule(this World world, string name, int priority, params (string Group, int Weight)[] to) =>
        world.Put(new ElbRule("app/lb/1/80", name) { Priority = priority, Conditions = [], Actions = Forward(to) });

    /// <summary>The weights of a rule: <c>blue 100, green 0</c>.</summary>
    public static string WeightsOf(this World world, string rule) => Weights(world.ListenerRules[$"app/lb/1/80/{rule}"].Actions);

    public static string DefaultWeights(this World world) => Weights(world.Listeners["app/lb/1/80"].DefaultActions);

    private static string Weights(ValueList<Action> actions) => string.Join(", ", actions[0].ForwardConfig!.TargetGroups!
        .Select(each => (Name: each.TargetGroupArn!.Split('/')[1], each.Weight)).OrderBy(each => each.Name, StringComparer.Ordinal).Select(each => $"{each.Name} {each.Weight}"));

    private static ValueList<Action> Forward((string Group, int Weight)[] to) =>
        [new() { Type = "forward", ForwardConfig = new() { TargetGroups = to.Select(each => new TargetGroupTuple { TargetGroupArn = Group(each.Group), Weight = each.Weight }).ToValueList() } }];
}
