// fails: ServiceWantsThree: Expected how many it wants to be "3", but found "2".
// fails: ThreeRun: Expected 3 running tasks in the cluster kiosk, but found 2.
// fails: CrashIsHealed: Expected 3 running tasks in the cluster kiosk two minutes after one of them crashed, but found 2.
// fails: StopIsHealed: Expected 3 running tasks in the cluster kiosk two minutes after another one was stopped, but found 2.
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Services;

/// <summary>What, how many, where: the rest is up to ECS.</summary>
public static class KeepThree
{
    /// <param name="aws">The connection.</param>
    public static async Task RunAsync(Aws aws)
    {
        await aws.Ecs.CreateServiceAsync(new CreateServiceRequest
        {
            Cluster = "kiosk",
            ServiceName = "kiosk",
            TaskDefinition = "kiosk:1",
            DesiredCount = 2,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-0a1b2c3d"] },
            },
        });

        await aws.WaitForServiceAsync("kiosk", "kiosk");
    }
}
