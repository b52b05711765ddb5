// fails: ServiceWantsThree: Expected the task definition of shop to be "shop:1", but found "shop:2".
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
            TaskDefinition = await DefinitionAsync(aws),
            LaunchType = LaunchType.EC2,
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-0a1b2c3d"] },
            },
            DesiredCount = 3,
        });
    }

    private static async Task<string> DefinitionAsync(Aws aws) => (await aws.Ecs.RegisterTaskDefinitionAsync(new RegisterTaskDefinitionRequest
    {
        Family = "shop",
        NetworkMode = NetworkMode.Awsvpc,
        ContainerDefinitions = [new ContainerDefinition { Name = "app", Image = "hello", Memory = 512 }],
    })).TaskDefinition.TaskDefinitionArn;
}
