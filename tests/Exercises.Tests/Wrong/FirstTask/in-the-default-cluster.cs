// fails: ClusterExists: Expected the status of the cluster first to be "ACTIVE", but found "no such cluster".
// fails: OneTaskWasRunOnFargate: Expected tasks in the cluster first, but found no such cluster.
// fails: TaskIsRunning: Expected tasks in the cluster first, but found no such cluster.
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace TaskDefinitions;

/// <summary>One container on Fargate: the least that a task definition needs.</summary>
public static class FirstTask
{
    /// <param name="ecs">Amazon ECS.</param>
    public static async Task RunAsync(IAmazonECS ecs)
    {
        await ecs.CreateClusterAsync(new CreateClusterRequest { ClusterName = "default" });

        var registered = await ecs.RegisterTaskDefinitionAsync(new RegisterTaskDefinitionRequest
        {
            Family = "hello",
            RequiresCompatibilities = ["FARGATE"],
            NetworkMode = NetworkMode.Awsvpc,
            Cpu = "256",
            Memory = "512",
            ContainerDefinitions =
            [
                new ContainerDefinition
                {
                    Name = "web",
                    Image = "public.ecr.aws/docker/library/nginx:1.27",
                    PortMappings = [new PortMapping { ContainerPort = 80 }],
                },
            ],
        });

        var run = await ecs.RunTaskAsync(new RunTaskRequest
        {
            Cluster = "default",
            TaskDefinition = registered.TaskDefinition.TaskDefinitionArn,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-0a1b2c3d"] },
            },
        });

        await ecs.WaitForTaskAsync("default", run.Tasks[0].TaskArn, "RUNNING");
    }
}
