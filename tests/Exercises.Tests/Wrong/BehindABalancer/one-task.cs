// fails: ServiceFillsTheGroup: Expected the desired count of the service storefront to be 3, but found 1
// fails: EveryTaskAnswers: Expected three tasks to answer 30 requests, but found 1.
// fails: ReplacementAnswers: Expected three tasks to answer 30 requests, but found 1.
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Workbook;

namespace LoadBalancing;

/// <summary>Load balancer, target group, listener, service: in this order, since each needs the one before.</summary>
public static class BehindABalancer
{
    /// <param name="aws">AWS, with a client for each service: <c>aws.Ecs</c>, <c>aws.LoadBalancing</c>, <c>aws.Ec2</c>.</param>
    public static async Task RunAsync(Aws aws)
    {
        var subnets = (await aws.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest())).Subnets.Take(2).ToList();
        List<string> subnetIds = [.. subnets.Select(subnet => subnet.SubnetId)];

        var balancer = (await aws.LoadBalancing.CreateLoadBalancerAsync(new CreateLoadBalancerRequest
        {
            Name = "storefront",
            Type = LoadBalancerTypeEnum.Application,
            Subnets = subnetIds,
        })).LoadBalancers[0];

        var group = (await aws.LoadBalancing.CreateTargetGroupAsync(new CreateTargetGroupRequest
        {
            Name = "storefront",
            Protocol = ProtocolEnum.HTTP,
            Port = 8080,
            VpcId = subnets[0].VpcId,
            TargetType = TargetTypeEnum.Ip,
            HealthCheckPath = "/health",
            HealthCheckIntervalSeconds = 10,
        })).TargetGroups[0];

        await aws.LoadBalancing.CreateListenerAsync(new CreateListenerRequest
        {
            LoadBalancerArn = balancer.LoadBalancerArn,
            Protocol = ProtocolEnum.HTTP,
            Port = 80,
            DefaultActions = [new() { Type = ActionTypeEnum.Forward, TargetGroupArn = group.TargetGroupArn }],
        });

        await aws.Ecs.CreateServiceAsync(new CreateServiceRequest
        {
            Cluster = "storefront",
            ServiceName = "storefront",
            TaskDefinition = "storefront",
            DesiredCount = 1,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new NetworkConfiguration { AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = subnetIds } },
            LoadBalancers = [new() { TargetGroupArn = group.TargetGroupArn, ContainerName = "app", ContainerPort = 8080 }],
        });
        await aws.WaitForServiceAsync("storefront", "storefront");
        await aws.WaitForTargetsAsync(group.TargetGroupArn);
    }
}
