using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.Tests.LoadBalancing;

/// <summary>Rules: their priorities, conditions and transforms.</summary>
public class RuleTests
{
    [Test]
    public void Rules_are_tried_in_the_order_of_their_priorities_and_can_change_places()
    {
        var elb = new Balancing();
        var listener = elb.Listener(elb.Balancer(), Balancing.Hello);
        var (late, early) = (elb.Rule(listener, 20), elb.Rule(listener, 10, "/b"));
        Rules.Of(elb.World, listener).Select(rule => rule.Key).Should().Equal(early.Key, late.Key);
        elb.Refuses("PriorityInUse", "Priority '10' is currently in use", _ => elb.Rule(listener, 10));
        elb.Refuses("PriorityInUse", "Priority '10' is currently in use", world => Set(world, (late, 10)));
        elb.Refuses("ValidationError", "Priority '5' was provided multiple times", world => Set(world, (late, 5), (early, 5)));
        elb.Do(world => Set(world, (late, 10), (early, 20)).World);
        Rules.Of(elb.World, listener).Select(rule => rule.Key).Should().Equal(late.Key, early.Key);
        (Worlds.World World, IReadOnlyList<(ElbListener Listener, ElbRule Rule)> Changed) Set(Worlds.World world, params (ElbRule Rule, int Priority)[] pairs) => Rules.SetPriorities(
            world, new() { RulePriorities = pairs.Select(pair => new RulePriorityPair { RuleArn = Balancing.Arn(pair.Rule), Priority = pair.Priority }).ToValueList() }, elb.Now);
    }

    [Test]
    public void The_default_rule_stays()
    {
        var elb = new Balancing();
        var listener = elb.Listener(elb.Balancer(), Balancing.Hello);
        var arn = ElbRule.ArnOf(Story.Scope, $"{listener.Key}/{listener.DefaultRuleId}");
        elb.Refuses("OperationNotPermitted", $"Default rule '{arn}' cannot be deleted", world => Rules.Delete(world, arn));
        elb.Refuses("OperationNotPermitted", $"Default rule '{arn}' cannot be modified", world => Rules.Modify(world, new() { RuleArn = arn, Actions = [Balancing.Hello] }, elb.Now).World);
        var rule = elb.Rule(listener, 1);
        elb.Refuses("ValidationError", "Either conditions or actions must be specified", world => Rules.Modify(world, new() { RuleArn = Balancing.Arn(rule) }, elb.Now).World);
        elb.Do(world => Rules.Delete(world, Balancing.Arn(rule)));
        elb.Refuses("RuleNotFound", $"Rule '{Balancing.Arn(rule)}' not found", world => Rules.Delete(world, Balancing.Arn(rule)));
    }

    [Test]
    public void A_hundred_rules_are_enough_and_network_load_balancers_have_none()
    {
        var elb = new Balancing();
        var balancer = elb.Balancer();
        var listener = elb.Listener(balancer, Balancing.Hello);
        for (var priority = 1; priority <= 100; priority++) elb.Rule(listener, priority);
        elb.Refuses("TooManyRules", $"The maximum number of rules on load balancer '{Balancing.Arn(balancer)}' has been reached: 100", _ => elb.Rule(listener, 101));
        var net = elb.Listener(elb.Balancer("net", "network"), Balancing.To(elb.Group(protocol: "TCP")), "TCP");
        elb.Refuses("InvalidConfigurationRequest", "Rules are not supported on listeners of load balancers with type 'network'", _ => elb.Rule(net, 1));
    }

    private static readonly (ValueList<RuleCondition> Conditions, string? Message)[] Table =
    [
        ([Balancing.Path("/img/*")], null),
        ([new() { Field = "host-header", HostHeaderConfig = new() { Values = ["*.example.com", "example.com"] } }], null),
        ([new() { Field = "http-header", HttpHeaderConfig = new() { HttpHeaderName = "User-Agent", Values = ["*Chrome*"] } }, new() { Field = "http-header", HttpHeaderConfig = new() { HttpHeaderName = "X-A", Values = ["b"] } }], null),
        ([new() { Field = "http-request-method", HttpRequestMethodConfig = new() { Values = ["GET", "CUSTOM-METHOD"] } }], null),
        ([new() { Field = "query-string", QueryStringConfig = new() { Values = [new() { Key = "version", Value = "v1" }, new() { Value = "*example*" }] } }], null),
        ([new() { Field = "source-ip", SourceIpConfig = new() { Values = ["192.0.2.0/24", "198.51.100.10/32", "2001:db8::/32"] } }], null),
        ([new() { Field = "path-pattern", PathPatternConfig = new() { RegexValues = ["^/api/(v1|v2)$"] } }], null),
        ([], "A condition must be specified"),
        ([new() { Values = ["/a"] }], "A condition field must be specified"),
        ([new() { Field = "path", Values = ["/a"] }], "Condition field 'path' must be one of '[path-pattern, host-header, http-header, http-request-method, query-string, source-ip]'"),
        ([new() { Field = "path-pattern" }], "A condition value must be specified"),
        ([new() { Field = "path-pattern", Values = ["/a"], PathPatternConfig = new() { Values = ["/b"] } }], "You cannot provide both Values and 'PathPatternConfig' for a condition of type 'path-pattern'"),
        ([new() { Field = "path-pattern", HostHeaderConfig = new() { Values = ["a.b"] } }], "You cannot specify 'HostHeaderConfig' for a condition of type 'path-pattern'"),
        ([Balancing.Path("/a b")], "Condition value '/a b' contains a character that is not valid"),
        ([Balancing.Path("/" + new string('a', 128))], "The 'path-pattern' value is too long; the limit is '128'"),
        ([Balancing.Path("/a"), Balancing.Path("/b")], "A rule can only have one 'path-pattern' condition"),
        ([new() { Field = "path-pattern", PathPatternConfig = new() { Values = ["/1", "/2", "/3", "/4", "/5", "/6"] } }], "A rule can only have '5' condition values"),
        ([Balancing.Path("/******")], "A rule can only have '5' condition wildcards"),
        ([new() { Field = "host-header", Values = ["my-app-1"] }], "Condition value 'my-app-1' contains a character that is not valid"),
        ([new() { Field = "host-header", Values = ["example.com:8443"] }], "Condition value 'example.com:8443' contains a character that is not valid"),
        ([new() { Field = "http-header", HttpHeaderConfig = new() { HttpHeaderName = "Host", Values = ["a"] } }], "The HTTP header name 'host' cannot be used in a condition of type 'http-header'. Use a condition of type 'host-header'"),
        ([new() { Field = "http-header", HttpHeaderConfig = new() { HttpHeaderName = "a b", Values = ["a"] } }], "The HTTP header name 'a b' is not valid"),
        ([new() { Field = "http-request-method", HttpRequestMethodConfig = new() { Values = ["get"] } }], "Condition value 'get' contains a character that is not valid"),
        ([new() { Field = "http-request-method", Values = ["GET"] }], "The 'Values' field cannot be specified for a condition of type 'http-request-method'"),
        ([new() { Field = "source-ip" }], "A condition of type 'source-ip' must specify 'SourceIpConfig'"),
        ([new() { Field = "source-ip", SourceIpConfig = new() { Values = ["192.0.2.1"] } }], "Condition value '192.0.2.1' contains a character that is not valid"),
        ([new() { Field = "source-ip", SourceIpConfig = new() { Values = ["2001:db8::1::/32"] } }], "Condition value '2001:db8::1::/32' contains a character that is not valid"),
        ([new() { Field = "path-pattern", RegexValues = ["(a"] }], "Condition value '(a' contains a character that is not valid"),
    ];

    [TestCaseSource(nameof(Cases))]
    public void Conditions(int row)
    {
        var elb = new Balancing();
        var (conditions, message) = Table[row];
        var arn = Balancing.Arn(elb.Listener(elb.Balancer(), Balancing.Hello));
        ElbRule Create(Worlds.World world) => Rules.Create(world, new() { ListenerArn = arn, Priority = 1, Conditions = conditions, Actions = [Balancing.Hello] }, elb.NextId(), elb.Now).Rule;
        if (message is not null) elb.Refuses("ValidationError", message, Create);
        else Create(elb.World).Conditions.Should().HaveCount(conditions.Count);
    }

    private static IEnumerable<int> Cases() => Enumerable.Range(0, Table.Length);

    [Test]
    public void Transforms_rewrite_hosts_and_paths()
    {
        var elb = new Balancing();
        var arn = Balancing.Arn(elb.Rule(elb.Listener(elb.Balancer(), Balancing.Hello), 1));
        ElbRule Modify(ValueList<RuleTransform> transforms) => elb.Do(world => Rules.Modify(world, new() { RuleArn = arn, Transforms = transforms }, elb.Now) is var (next, _, rule) ? (next, rule) : default);
        Modify([new() { Type = "url-rewrite", UrlRewriteConfig = new() { Rewrites = [new() { Regex = "^/api/(.*)$", Replace = "/$1" }] } }]).Transforms.Should().HaveCount(1);
        elb.Refuses("ValidationError", "A transform of type 'url-rewrite' must have exactly one rewrite of its own type", _ => Modify([new() { Type = "url-rewrite" }]));
        elb.Refuses("ValidationError", "The regular expression '(' is not valid", _ => Modify([new() { Type = "host-header-rewrite", HostHeaderRewriteConfig = new() { Rewrites = [new() { Regex = "(", Replace = "" }] } }]));
        elb.Do(world => Rules.Modify(world, new() { RuleArn = arn, ResetTransforms = true }, elb.Now).World);
        elb.World.ListenerRules.Values.Single().Transforms.Should().BeEmpty();
    }
}
