// fails: ShopAnswersItsPaths: Expected GET /shop to be answered by a task of shop, but found 404 from the load balancer itself.
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Workbook;

namespace LoadBalancing;

/// <summary>Rules are tried by priority, so the host comes before the path. The default answers what is left.</summary>
public static class TwoPaths
{
    /// <param name="aws">AWS, with a client for each service: <c>aws.Ecs</c>, <c>aws.LoadBalancing</c>, <c>aws.Ec2</c>.</param>
    public static async Task RunAsync(Aws aws)
    {
        var town = (await aws.LoadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { Names = ["town"] })).LoadBalancers[0];

        var listener = (await aws.LoadBalancing.CreateListenerAsync(new CreateListenerRequest
        {
            LoadBalancerArn = town.LoadBalancerArn,
            Protocol = ProtocolEnum.HTTP,
            Port = 80,
            DefaultActions =
            [
                new()
                {
                    Type = ActionTypeEnum.FixedResponse,
                    FixedResponseConfig = new FixedResponseActionConfig { StatusCode = "404", ContentType = "text/plain", MessageBody = "nothing here" },
                },
            ],
        })).Listeners[0];

        await ServeAsync(aws, town, listener, "help", priority: 10, new RuleCondition
        {
            Field = "host-header",
            HostHeaderConfig = new HostHeaderConditionConfig { Values = ["help.town.example"] },
        });
        // "/shop*" would take /shopping along.
        await ServeAsync(aws, town, listener, "shop", priority: 20, new RuleCondition
        {
            Field = "path-pattern",
            PathPatternConfig = new PathPatternConditionConfig { Values = ["/shop/*"] },
        });
    }

    /// <summary>Target group, rule and service. A service is refused while no rule uses its target group.</summary>
    private static async Task ServeAsync(Aws aws, Amazon.ElasticLoadBalancingV2.Model.LoadBalancer balancer, Listener listener, string name, int priority, RuleCondition condition)
    {
        var group = (await aws.LoadBalancing.CreateTargetGroupAsync(new CreateTargetGroupRequest
        {
            Name = name,
            Protocol = ProtocolEnum.HTTP,
            Port = 8080,
            VpcId = balancer.VpcId,
            TargetType = TargetTypeEnum.Ip,
            HealthCheckPath = "/health",
        })).TargetGroups[0].TargetGroupArn;

        await aws.LoadBalancing.CreateRuleAsync(new CreateRuleRequest
        {
            ListenerArn = listener.ListenerArn,
            Priority = priority,
            Conditions = [condition],
            Actions = [new() { Type = ActionTypeEnum.Forward, TargetGroupArn = group }],
        });

        await aws.Ecs.CreateServiceAsync(new CreateServiceRequest
        {
            Cluster = "town",
            ServiceName = name,
            TaskDefinition = name,
            DesiredCount = 2,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = [.. balancer.AvailabilityZones.Select(zone => zone.SubnetId)] },
            },
            LoadBalancers = [new() { TargetGroupArn = group, ContainerName = "app", ContainerPort = 8080 }],
        });
        await aws.WaitForServiceAsync("town", name);
        await aws.WaitForTargetsAsync(group);
    }
}
