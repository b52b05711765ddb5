// fails: NoTaskWasReplaced: Expected a grace period of 60 seconds for appointments, but found 604800.
// fails: SickTaskIsReplaced: Expected a task of results whose health checks fail to be stopped within the hour, but found it RUNNING.
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Workbook;

namespace LoadBalancing;

/// <summary>
/// Two health checks ask wrongly: one at a path that is not there (404), one at a port where nobody listens. The third
/// service is well, but its rule leads to an empty target group. The grace period comes last: while targets are unhealthy
/// it is what keeps their tasks alive.
/// </summary>
public static class NoHealthyTargets
{
    /// <param name="aws">AWS, with a client for each service: <c>aws.Ecs</c>, <c>aws.LoadBalancing</c>.</param>
    /// <returns>The reason for each service: <c>["parking"] = "Target.…"</c>.</returns>
    public static async Task<Dictionary<string, string>> RunAsync(Aws aws)
    {
        string[] services = ["appointments", "results", "parking"];
        var groups = (await aws.LoadBalancing.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest())).TargetGroups;
        string ArnOf(string name) => groups.Single(group => group.TargetGroupName == name).TargetGroupArn;

        var findings = new Dictionary<string, string>();
        foreach (var service in services)
        {
            var target = (await aws.LoadBalancing.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = ArnOf(service) })).TargetHealthDescriptions[0];
            Console.WriteLine($"{service}: {target.TargetHealth.Description}");
            findings[service] = target.TargetHealth.Reason.Value;
        }

        await aws.LoadBalancing.ModifyTargetGroupAsync(new ModifyTargetGroupRequest { TargetGroupArn = ArnOf("appointments"), HealthCheckPath = "/health" });
        await aws.LoadBalancing.ModifyTargetGroupAsync(new ModifyTargetGroupRequest { TargetGroupArn = ArnOf("results"), HealthCheckPort = "traffic-port" });
        await aws.LoadBalancing.ModifyRuleAsync(new ModifyRuleRequest
        {
            RuleArn = await ParkingRuleAsync(aws),
            Actions = [new() { Type = ActionTypeEnum.Forward, TargetGroupArn = ArnOf("parking") }],
        });

        foreach (var service in services) await aws.WaitForTargetsAsync(ArnOf(service));
        return findings;
    }

    /// <summary>The rule for visitors of the parking service.</summary>
    private static async Task<string> ParkingRuleAsync(Aws aws)
    {
        var balancer = (await aws.LoadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { Names = ["clinic"] })).LoadBalancers[0];
        var listener = (await aws.LoadBalancing.DescribeListenersAsync(new DescribeListenersRequest { LoadBalancerArn = balancer.LoadBalancerArn })).Listeners[0];
        var rules = (await aws.LoadBalancing.DescribeRulesAsync(new DescribeRulesRequest { ListenerArn = listener.ListenerArn })).Rules;
        return rules.Single(rule => rule.Conditions is [{ HostHeaderConfig.Values: ["parking.clinic.example"] }]).RuleArn;
    }
}
