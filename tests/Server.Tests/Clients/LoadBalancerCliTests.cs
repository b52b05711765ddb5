using System.Text.Json;
using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>Load balancers through the AWS CLI: from nothing to a listener with rules, its waiters, and errors.</summary>
internal sealed class LoadBalancerCliTests() : ClientFixture(ClockMode.Automatic)
{
    [Test]
    public async Task A_load_balancer_with_rules_and_targets_comes_and_goes()
    {
        var elb = Cli();
        var (vpc, subnets) = await NetworkAsync(elb);
        var created = await elb.CallAsync(["create-load-balancer", "--name", "web", "--tags", "Key=team,Value=blue", "--subnets", .. subnets]);
        var balancer = created.Text("LoadBalancers.0.LoadBalancerArn");
        balancer.Should().MatchRegex($"^arn:aws:elasticloadbalancing:{Region}:{elb.Account}:loadbalancer/app/web/[0-9a-f]{{16}}$");
        created.Text("LoadBalancers.0.DNSName").Should().Be($"web.{Region}.elb.localhost");
        created.Text("LoadBalancers.0.State.Code").Should().Be("provisioning");
        created.Text("LoadBalancers.0.VpcId").Should().Be(vpc);
        created.At("LoadBalancers.0.AvailabilityZones").GetArrayLength().Should().Be(3);
        await Aws.Engine.Clock.RestAsync();
        await elb.CallAsync("wait", "load-balancer-available", "--names", "web");

        var blue = await GroupAsync(elb, "blue", vpc);
        var green = await GroupAsync(elb, "green", vpc);
        var listener = (await elb.CallAsync("create-listener", "--load-balancer-arn", balancer, "--protocol", "HTTP", "--port", "80", "--default-actions", $"Type=forward,TargetGroupArn={blue}")).Text("Listeners.0.ListenerArn");
        var weighted = $"Type=forward,ForwardConfig={{TargetGroups=[{{TargetGroupArn={blue},Weight=9}},{{TargetGroupArn={green},Weight=1}}],TargetGroupStickinessConfig={{Enabled=true,DurationSeconds=60}}}}";
        var rule = (await elb.CallAsync("create-rule", "--listener-arn", listener, "--priority", "10", "--conditions", "Field=path-pattern,Values=/api/*", "--actions", weighted)).Text("Rules.0.RuleArn");
        await elb.CallAsync("set-rule-priorities", "--rule-priorities", $"RuleArn={rule},Priority=5");
        var rules = await elb.CallAsync("describe-rules", "--listener-arn", listener);
        rules.At("Rules").EnumerateArray().Select(each => (each.Text("Priority"), each.At("IsDefault").GetBoolean())).Should().Equal(("5", false), ("default", true));
        rules.Texts("Rules.0.Conditions.0.PathPatternConfig.Values").Should().Equal("/api/*");
        (await elb.CallAsync("describe-target-groups", "--load-balancer-arn", balancer)).At("TargetGroups").GetArrayLength().Should().Be(2);

        await elb.CallAsync("register-targets", "--target-group-arn", green, "--targets", "Id=127.0.0.1,Port=1");
        var health = await elb.CallAsync("describe-target-health", "--target-group-arn", green);
        health.Text("TargetHealthDescriptions.0.Target.Id").Should().Be("127.0.0.1");
        await elb.CallAsync("deregister-targets", "--target-group-arn", green, "--targets", "Id=127.0.0.1,Port=1");
        await Aws.Engine.Clock.RestAsync();
        await elb.CallAsync("wait", "target-deregistered", "--target-group-arn", green, "--targets", "Id=127.0.0.1,Port=1");

        await elb.RefusedAsync("ResourceInUse", "DeleteTargetGroup", $"Target group '{green}' is currently in use by a listener or a rule", "delete-target-group", "--target-group-arn", green);
        await elb.CallAsync("delete-rule", "--rule-arn", rule);
        await elb.CallAsync("delete-target-group", "--target-group-arn", green);
        await elb.CallAsync("delete-load-balancer", "--load-balancer-arn", balancer);
        await elb.CallAsync("wait", "load-balancers-deleted", "--load-balancer-arns", balancer);
        await elb.RefusedAsync("LoadBalancerNotFound", "DescribeLoadBalancers", "Load balancers '[web]' not found", "describe-load-balancers", "--names", "web");
        (await elb.CallAsync("describe-target-groups", "--names", "blue")).At("TargetGroups.0.LoadBalancerArns").GetArrayLength().Should().Be(0);
    }

    [Test]
    public async Task Attributes_and_tags()
    {
        var elb = Cli();
        var (vpc, subnets) = await NetworkAsync(elb);
        var balancer = (await elb.CallAsync(["create-load-balancer", "--name", "web", "--scheme", "internal", "--subnets", .. subnets])).Text("LoadBalancers.0.LoadBalancerArn");
        (await elb.CallAsync("describe-load-balancers")).Text("LoadBalancers.0.DNSName").Should().Be($"internal-web.{Region}.elb.localhost");
        await elb.CallAsync("modify-load-balancer-attributes", "--load-balancer-arn", balancer, "--attributes", "Key=idle_timeout.timeout_seconds,Value=30", "Key=deletion_protection.enabled,Value=true");
        var attributes = await elb.CallAsync("describe-load-balancer-attributes", "--load-balancer-arn", balancer, "--query", "Attributes[?Key=='idle_timeout.timeout_seconds' || Key=='routing.http2.enabled'].Value");
        JsonSerializer.Deserialize<string[]>(attributes).Should().Equal("30", "true");
        await elb.RefusedAsync("OperationNotPermitted", "DeleteLoadBalancer", $"Load balancer '{balancer}' cannot be deleted because deletion protection is enabled", "delete-load-balancer", "--load-balancer-arn", balancer);
        await elb.RefusedAsync("ValidationError", "ModifyLoadBalancerAttributes", "Load balancer attribute key 'colour' is not recognized", "modify-load-balancer-attributes", "--load-balancer-arn", balancer, "--attributes", "Key=colour,Value=red");

        var group = await GroupAsync(elb, "blue", vpc);
        var changed = await elb.CallAsync("modify-target-group-attributes", "--target-group-arn", group, "--attributes", "Key=deregistration_delay.timeout_seconds,Value=5", "--query", "Attributes[?Key=='deregistration_delay.timeout_seconds'].Value");
        JsonSerializer.Deserialize<string[]>(changed).Should().Equal("5");

        await elb.CallAsync("add-tags", "--resource-arns", balancer, group, "--tags", "Key=team,Value=blue", "Key=stage,Value=test");
        await elb.CallAsync("remove-tags", "--resource-arns", group, "--tag-keys", "stage");
        var tags = await elb.CallAsync("describe-tags", "--resource-arns", balancer, group, "--query", "TagDescriptions[].length(Tags)");
        JsonSerializer.Deserialize<int[]>(tags).Should().Equal(2, 1);
    }

    [Test]
    public async Task What_carries_no_lesson_is_refused_by_name()
    {
        var elb = Cli();
        var (vpc, subnets) = await NetworkAsync(elb);
        await elb.RefusedAsync("InvalidConfigurationRequest", "CreateTargetGroup",
            "ECS Workbook runs no Lambda functions, so none can be a target. Choose the target type ip for tasks with a network interface of their own, instance for the others, or alb.",
            "create-target-group", "--name", "f", "--target-type", "lambda");
        await elb.RefusedAsync("InvalidConfigurationRequest", "CreateLoadBalancer",
            "ECS Workbook has no Gateway Load Balancers, which send traffic through appliances and never to an ECS service. Choose the type application or network.",
            "create-load-balancer", "--name", "g", "--type", "gateway", "--subnets", subnets[0]);
        (await elb.CallAsync("describe-account-limits")).At("Limits").GetArrayLength().Should().BeGreaterThan(10);
        (await elb.CallAsync("describe-ssl-policies", "--names", "ELBSecurityPolicy-TLS13-1-2-2021-06")).Texts("SslPolicies.0.SslProtocols").Should().Equal("TLSv1.3", "TLSv1.2");
        vpc.Should().StartWith("vpc-");
    }

    private AwsCli Cli() => new(Aws.Endpoint, NewAccount(), Region, "elbv2");

    private static async Task<(string Vpc, string[] Subnets)> NetworkAsync(AwsCli elb)
    {
        var subnets = await elb.For("ec2").CallAsync("describe-subnets", "--filters", "Name=default-for-az,Values=true");
        return (subnets.Text("Subnets.0.VpcId"), subnets.At("Subnets").EnumerateArray().Select(subnet => subnet.Text("SubnetId")).ToArray());
    }

    private static async Task<string> GroupAsync(AwsCli elb, string name, string vpc) =>
        (await elb.CallAsync("create-target-group", "--name", name, "--protocol", "HTTP", "--port", "80", "--target-type", "ip", "--vpc-id", vpc)).Text("TargetGroups.0.TargetGroupArn");
}
