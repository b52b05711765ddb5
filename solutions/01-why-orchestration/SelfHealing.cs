using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace WhyOrchestration;

/// <summary>A standing order: three of these, always.</summary>
public static class SelfHealing
{
    /// <param name="aws">Amazon ECS is <c>aws.Ecs</c>.</param>
    public static async Task RunAsync(Aws aws)
    {
        await aws.Ecs.CreateServiceAsync(new CreateServiceRequest
        {
            Cluster = "corner",
            ServiceName = "shop",
            TaskDefinition = "shop:1",
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-0a1b2c3d"] },
            },
            DesiredCount = 3,
        });

        await aws.WaitForServiceAsync("corner", "shop");
    }
}
