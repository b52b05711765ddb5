// fails: TasksMayEndTheirRequests: Expected each task of blue to have at least 45 seconds from its deregistration to its end, but found
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Workbook;
using ElbBalancer = Amazon.ElasticLoadBalancingV2.Model.LoadBalancer;

namespace LoadBalancing;

/// <summary>
/// Always in the same order: first there are healthy targets, then they get requests; first others get the requests, then
/// targets go. A weight of 0 ties a target group to the listener without a single request.
/// </summary>
public static class Canary
{
    /// <param name="aws">AWS, with a client for each service: <c>aws.Ecs</c>, <c>aws.LoadBalancing</c>.</param>
    /// <param name="step"><c>start</c> or <c>promote</c>. Each step is a program run of its own: what you have to know, look it up.</param>
    public static async Task RunAsync(Aws aws, string step)
    {
        var bakery = (await aws.LoadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { Names = ["bakery"] })).LoadBalancers[0];
        var listener = (await aws.LoadBalancing.DescribeListenersAsync(new DescribeListenersRequest { LoadBalancerArn = bakery.LoadBalancerArn })).Listeners[0].ListenerArn;
        var blue = await GroupAsync(aws, "blue");
        if (step == "start") await StartAsync(aws, bakery, listener, blue);
        else await PromoteAsync(aws, listener, blue, await GroupAsync(aws, "green"));
    }

    private static async Task StartAsync(Aws aws, ElbBalancer bakery, string listener, TargetGroup blue)
    {
        var green = (await aws.LoadBalancing.CreateTargetGroupAsync(new CreateTargetGroupRequest
        {
            Name = "green",
            Protocol = blue.Protocol,
            Port = blue.Port,
            VpcId = blue.VpcId,
            TargetType = blue.TargetType,
            HealthCheckPath = blue.HealthCheckPath,
            HealthCheckIntervalSeconds = blue.HealthCheckIntervalSeconds,
            HealthCheckTimeoutSeconds = blue.HealthCheckTimeoutSeconds,
            HealthyThresholdCount = blue.HealthyThresholdCount,
            UnhealthyThresholdCount = blue.UnhealthyThresholdCount,
        })).TargetGroups[0];
        foreach (var group in new[] { blue, green })
        {
            await aws.LoadBalancing.ModifyTargetGroupAttributesAsync(new ModifyTargetGroupAttributesRequest
            {
                TargetGroupArn = group.TargetGroupArn,
                Attributes = [new TargetGroupAttribute { Key = "deregistration_delay.timeout_seconds", Value = "5" }],
            });
        }

        await WeighAsync(aws, listener, (blue, 100), (green, 0));
        await aws.Ecs.CreateServiceAsync(new CreateServiceRequest
        {
            Cluster = "bakery",
            ServiceName = "green",
            TaskDefinition = "bakery:2",
            DesiredCount = 2,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = [.. bakery.AvailabilityZones.Select(zone => zone.SubnetId)] },
            },
            LoadBalancers = [new() { TargetGroupArn = green.TargetGroupArn, ContainerName = "app", ContainerPort = 8080 }],
        });
        await aws.WaitForServiceAsync("bakery", "green");
        await aws.WaitForTargetsAsync(green.TargetGroupArn);
        await WeighAsync(aws, listener, (blue, 90), (green, 10));
    }

    private static async Task PromoteAsync(Aws aws, string listener, TargetGroup blue, TargetGroup green)
    {
        await aws.Ecs.UpdateServiceAsync(new UpdateServiceRequest { Cluster = "bakery", Service = "green", DesiredCount = 4 });
        await aws.WaitForServiceAsync("bakery", "green");
        await aws.WaitForTargetsAsync(green.TargetGroupArn);

        await WeighAsync(aws, listener, (blue, 0), (green, 100));
        await aws.Ecs.UpdateServiceAsync(new UpdateServiceRequest { Cluster = "bakery", Service = "blue", DesiredCount = 0 });
        await aws.WaitForServiceAsync("bakery", "blue");
        foreach (var group in new[] { blue, green })
        {
            await aws.LoadBalancing.ModifyTargetGroupAttributesAsync(new ModifyTargetGroupAttributesRequest
            {
                TargetGroupArn = group.TargetGroupArn,
                Attributes = [new TargetGroupAttribute { Key = "deregistration_delay.timeout_seconds", Value = "45" }],
            });
        }
    }

    private static async Task WeighAsync(Aws aws, string listener, params (TargetGroup Group, int Weight)[] weights) =>
        await aws.LoadBalancing.ModifyListenerAsync(new ModifyListenerRequest
        {
            ListenerArn = listener,
            DefaultActions =
            [
                new()
                {
                    Type = ActionTypeEnum.Forward,
                    ForwardConfig = new ForwardActionConfig
                    {
                        TargetGroups = [.. weights.Select(each => new TargetGroupTuple { TargetGroupArn = each.Group.TargetGroupArn, Weight = each.Weight })],
                    },
                },
            ],
        });

    private static async Task<TargetGroup> GroupAsync(Aws aws, string name) =>
        (await aws.LoadBalancing.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest { Names = [name] })).TargetGroups[0];
}
