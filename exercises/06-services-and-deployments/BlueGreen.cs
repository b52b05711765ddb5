using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2;
using Workbook;
using Balancing = Amazon.ElasticLoadBalancingV2.Model;

namespace Services;

/// <summary>
/// From a rolling update to blue/green. In the cluster <c>gallery</c> the service <c>gallery</c> runs two tasks of
/// <c>gallery:1</c> (container <c>app</c>, port 8080) behind the load balancer <c>gallery</c>, whose one listener, at port 8506,
/// leads to the target group <c>gallery-blue</c>. Until today it was deployed by rolling update. Version 2, <c>gallery:2</c>,
/// is to be the first one that can be taken back in a moment.
/// <list type="number">
/// <item>Make a second target group, <c>gallery-green</c>, with the settings of the first one.</item>
/// <item>The listener at port 8506 is the production listener. Make a test listener at port 8516 of the same load balancer
/// (HTTP as well). The default actions of both forward to both target groups by weight: 1 to blue, 0 to green. ECS moves the weights
/// later on.</item>
/// <item>Make the service deploy by the strategy <c>BLUE_GREEN</c>, with both target groups, the default rules of both
/// listeners and the role <c>arn:aws:iam::123456789012:role/ecsInfrastructureRoleForLoadBalancers</c>. That is a deployment of
/// its own, still of <c>gallery:1</c> and without any bake time: until it has succeeded there is nothing that one could go
/// back to.</item>
/// <item>Then deploy <c>gallery:2</c>, with a bake time of two hours. Name the alarm <c>gallery-errors</c>, which is already
/// there and counts the errors that tasks answer with: when it goes off during a deployment, ECS is to roll back.</item>
/// <item>Come back when that deployment is at its stage <c>BAKE_TIME</c>, not later: blue still stands by then.</item>
/// </list>
/// What happens afterwards is not up to you any more: version 2 turns out to be a bad one, and the alarm goes off. Later
/// somebody deploys a good version 3.
/// </summary>
public static class BlueGreen
{
    /// <param name="aws">The connection: <c>aws.Ecs</c> for the service, <c>aws.LoadBalancing</c> for all that is in front of it.</param>
    public static async Task RunAsync(Aws aws)
    {
        // A first look: what is there to begin with? The grader shows what you print.
        var blue = (await aws.LoadBalancing.DescribeTargetGroupsAsync(new Balancing.DescribeTargetGroupsRequest { Names = ["gallery-blue"] })).TargetGroups[0];
        Console.WriteLine($"{blue.TargetGroupName}: {blue.Protocol} {blue.Port}, {blue.TargetType}, health check {blue.HealthCheckPath} every {blue.HealthCheckIntervalSeconds} s");

        throw new NotImplementedException("BlueGreen only looks so far. Make the target group gallery-green next, with what was printed.");
    }
}
