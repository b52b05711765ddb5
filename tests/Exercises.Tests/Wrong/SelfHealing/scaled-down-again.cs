// fails: ServiceWantsThree: Expected the desired count of shop to be 3, but found 0 (difference of -3).
// fails: ThreeRun: Expected three RUNNING tasks of the service shop as the service came to rest, but found 0.
// fails: OneIsReplaced: Expected three RUNNING tasks of the service shop after one of three had been killed, but found 0.
// fails: AllAreReplaced: Expected three RUNNING tasks of the service shop after all three had been killed, but found 0.
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
        await aws.Ecs.UpdateServiceAsync(new UpdateServiceRequest { Cluster = "corner", Service = "shop", DesiredCount = 0 });
    }
}
