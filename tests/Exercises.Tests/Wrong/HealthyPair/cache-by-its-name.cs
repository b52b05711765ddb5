// fails: WebFindsTheCache: Expected the environment of web {"CACHE_URL=redis://cache:6379"} to contain "CACHE_URL=redis://localhost:6379".
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace TaskDefinitions;

/// <summary>Two containers in one task: the second one waits for the first one's health check.</summary>
public static class HealthyPair
{
    /// <param name="ecs">Amazon ECS.</param>
    public static async Task RunAsync(IAmazonECS ecs)
    {
        await ecs.CreateClusterAsync(new CreateClusterRequest { ClusterName = "shop" });

        var registered = await ecs.RegisterTaskDefinitionAsync(new RegisterTaskDefinitionRequest
        {
            Family = "shop",
            RequiresCompatibilities = ["FARGATE"],
            NetworkMode = NetworkMode.Awsvpc,
            Cpu = "512",
            Memory = "1024",
            ExecutionRoleArn = "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
            ContainerDefinitions = [Cache(), Web()],
        });

        var run = await ecs.RunTaskAsync(new RunTaskRequest
        {
            Cluster = "shop",
            TaskDefinition = registered.TaskDefinition.TaskDefinitionArn,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-0a1b2c3d"] },
            },
        });

        await ecs.WaitForTaskAsync("shop", run.Tasks[0].TaskArn, "RUNNING");
    }

    private static ContainerDefinition Cache() => new()
    {
        Name = "cache",
        Image = "public.ecr.aws/docker/library/redis:7",
        Essential = true,
        PortMappings = [new PortMapping { ContainerPort = 6379 }],
        HealthCheck = new HealthCheck
        {
            Command = ["CMD-SHELL", "redis-cli ping || exit 1"],
            Interval = 10,
            Retries = 3,
        },
        LogConfiguration = Logs("cache"),
    };

    private static ContainerDefinition Web() => new()
    {
        Name = "web",
        Image = "public.ecr.aws/docker/library/nginx:1.27",
        Essential = true,
        PortMappings = [new PortMapping { ContainerPort = 80 }],
        DependsOn = [new ContainerDependency { ContainerName = "cache", Condition = ContainerCondition.HEALTHY }],
        Environment = [new Amazon.ECS.Model.KeyValuePair { Name = "CACHE_URL", Value = "redis://cache:6379" }],
        LogConfiguration = Logs("web"),
    };

    private static LogConfiguration Logs(string prefix) => new()
    {
        LogDriver = LogDriver.Awslogs,
        Options = new Dictionary<string, string>
        {
            ["awslogs-group"] = "/ecs/shop",
            ["awslogs-create-group"] = "true",
            ["awslogs-region"] = "us-east-1",
            ["awslogs-stream-prefix"] = prefix,
        },
    };
}
