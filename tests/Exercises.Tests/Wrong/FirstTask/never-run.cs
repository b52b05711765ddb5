// fails: OneTaskWasRunOnFargate: Expected the task definitions that were run in the cluster first to be equal to {"hello"}, but found empty collection.
// fails: TaskIsRunning: Expected a RUNNING task of hello:1 in the cluster first, but found none that was ever run.
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

        await ecs.RegisterTaskDefinitionAsync(new RegisterTaskDefinitionRequest
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

    }
}
