// fails: ServiceIsBlueGreen: Expected the strategy of the service gallery to be "BLUE_GREEN", but found "ROLLING".
// fails: OldVersionStandsBy: Expected
// fails: AlarmTakesItBack: Expected
// fails: NextVersionArrives: Expected
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2;
using Workbook;
using Balancing = Amazon.ElasticLoadBalancingV2.Model;

namespace Services;

/// <summary>Two target groups, two listeners that lead to both, and a service that is told of all four.</summary>
public static class BlueGreen
{
    /// <param name="aws">The connection.</param>
    public static async Task RunAsync(Aws aws)
    {
        var elb = aws.LoadBalancing;
        var balancer = (await elb.DescribeLoadBalancersAsync(new Balancing.DescribeLoadBalancersRequest { Names = ["gallery"] })).LoadBalancers[0].LoadBalancerArn;
        var production = (await elb.DescribeListenersAsync(new Balancing.DescribeListenersRequest { LoadBalancerArn = balancer })).Listeners[0].ListenerArn;
        var blue = (await elb.DescribeTargetGroupsAsync(new Balancing.DescribeTargetGroupsRequest { Names = ["gallery-blue"] })).TargetGroups[0];
        var green = await SameAsync(aws, blue, "gallery-green");

        Balancing.Action toBoth = new()
        {
            Type = ActionTypeEnum.Forward,
            ForwardConfig = new Balancing.ForwardActionConfig
            {
                TargetGroups = [new() { TargetGroupArn = blue.TargetGroupArn, Weight = 1 }, new() { TargetGroupArn = green, Weight = 0 }],
            },
        };
        await elb.ModifyListenerAsync(new Balancing.ModifyListenerRequest { ListenerArn = production, DefaultActions = [toBoth] });
        var test = (await elb.CreateListenerAsync(new Balancing.CreateListenerRequest
        {
            LoadBalancerArn = balancer,
            Protocol = ProtocolEnum.HTTP,
            Port = 8516,
            DefaultActions = [toBoth],
        })).Listeners[0].ListenerArn;

        await aws.Ecs.UpdateServiceAsync(new UpdateServiceRequest
        {
            Cluster = "gallery",
            Service = "gallery",
            LoadBalancers =
            [
                new LoadBalancer
                {
                    TargetGroupArn = blue.TargetGroupArn,
                    ContainerName = "app",
                    ContainerPort = 8080,
                    AdvancedConfiguration = new AdvancedConfiguration
                    {
                        AlternateTargetGroupArn = green,
                        ProductionListenerRule = await DefaultRuleAsync(aws, production),
                        TestListenerRule = await DefaultRuleAsync(aws, test),
                        RoleArn = "arn:aws:iam::123456789012:role/ecsInfrastructureRoleForLoadBalancers",
                    },
                },
            ],
            DeploymentConfiguration = new DeploymentConfiguration { Strategy = DeploymentStrategy.BLUE_GREEN, BakeTimeInMinutes = 0 },
        });
        await aws.WaitForDeploymentAsync("gallery", "gallery");

        await aws.Ecs.UpdateServiceAsync(new UpdateServiceRequest
        {
            Cluster = "gallery",
            Service = "gallery",
            TaskDefinition = "gallery:2",
            DeploymentConfiguration = new DeploymentConfiguration
            {
                Strategy = DeploymentStrategy.ROLLING,
                Alarms = new DeploymentAlarms { AlarmNames = ["gallery-errors"], Enable = true, Rollback = true },
            },
        });
        await aws.WaitForDeploymentAsync("gallery", "gallery");
        await aws.WaitForServiceAsync("gallery", "gallery");
    }

    private static async Task<string> SameAsync(Aws aws, Balancing.TargetGroup group, string name) =>
        (await aws.LoadBalancing.CreateTargetGroupAsync(new Balancing.CreateTargetGroupRequest
        {
            Name = name,
            Protocol = group.Protocol,
            Port = group.Port,
            VpcId = group.VpcId,
            TargetType = group.TargetType,
            HealthCheckPath = group.HealthCheckPath,
            HealthCheckIntervalSeconds = group.HealthCheckIntervalSeconds,
            HealthCheckTimeoutSeconds = group.HealthCheckTimeoutSeconds,
            HealthyThresholdCount = group.HealthyThresholdCount,
            UnhealthyThresholdCount = group.UnhealthyThresholdCount,
        })).TargetGroups[0].TargetGroupArn;

    private static async Task<string> DefaultRuleAsync(Aws aws, string listener) =>
        (await aws.LoadBalancing.DescribeRulesAsync(new Balancing.DescribeRulesRequest { ListenerArn = listener })).Rules.Single(rule => rule.IsDefault == true).RuleArn;

    private static async Task<string?> StageAsync(Aws aws)
    {
        var deployments = await aws.Ecs.ListServiceDeploymentsAsync(new ListServiceDeploymentsRequest { Cluster = "gallery", Service = "gallery" });
        var latest = deployments.ServiceDeployments.MaxBy(deployment => deployment.CreatedAt)!;
        var described = await aws.Ecs.DescribeServiceDeploymentsAsync(new DescribeServiceDeploymentsRequest { ServiceDeploymentArns = [latest.ServiceDeploymentArn] });
        return described.ServiceDeployments[0].LifecycleStage?.Value;
    }
}
