// fails: ServiceWantsThree: Expected an active service shop in the cluster corner, but found none of that name.
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
        await aws.Ecs.RunTaskAsync(new RunTaskRequest
        {
            Cluster = "corner",
            TaskDefinition = "shop:1",
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-0a1b2c3d"] },
            },
            Count = 3,
        });
    }
}
