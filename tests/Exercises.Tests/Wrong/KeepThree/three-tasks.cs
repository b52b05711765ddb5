// fails: ServiceWantsThree: Expected a service kiosk in the cluster kiosk, but found none.
// fails: CrashIsHealed: Expected 3 running tasks in the cluster kiosk two minutes after one of them crashed, but found 2.
// fails: StopIsHealed: Expected 3 running tasks in the cluster kiosk two minutes after another one was stopped, but found 1.
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Services;

/// <summary>Three tasks are no service.</summary>
public static class KeepThree
{
    /// <param name="aws">The connection.</param>
    public static async Task RunAsync(Aws aws)
    {
        var run = await aws.Ecs.RunTaskAsync(new RunTaskRequest
        {
            Cluster = "kiosk",
            TaskDefinition = "kiosk:1",
            Count = 3,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-0a1b2c3d"] },
            },
        });

        foreach (var task in run.Tasks) await aws.Ecs.WaitForTaskAsync("kiosk", task.TaskArn, "RUNNING");
    }
}
