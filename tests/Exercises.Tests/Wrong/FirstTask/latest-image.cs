// fails: WebContainerIsDefined: Expected the image of web to be "public.ecr.aws/docker/library/nginx:1.27", but found "public.ecr.aws/docker/library/nginx:latest".
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
        await ecs.CreateClusterAsync(new CreateClusterRequest { ClusterName = "first" });

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
                    Image = "public.ecr.aws/docker/library/nginx:latest",
                    PortMappings = [new PortMapping { ContainerPort = 80 }],
                },
            ],
        });

        var run = await ecs.RunTaskAsync(new RunTaskRequest
        {
            Cluster = "first",
            TaskDefinition = registered.TaskDefinition.TaskDefinitionArn,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-0a1b2c3d"] },
            },
        });

        await ecs.WaitForTaskAsync("first", run.Tasks[0].TaskArn, "RUNNING");
    }
}
