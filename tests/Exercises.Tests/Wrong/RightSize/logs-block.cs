// fails: LogsDoNotBlock: Expected the option mode of web to be "non-blocking", but found nothing.
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace TaskDefinitions;

/// <summary>
/// 1024 + 512 + 128 = 1664 CPU units and 2048 + 1536 + 256 = 3840 MiB. One vCPU is too little; two come with 4096 MiB and more.
/// </summary>
public static class RightSize
{
    /// <param name="ecs">Amazon ECS.</param>
    public static async Task RunAsync(IAmazonECS ecs)
    {
        await ecs.CreateClusterAsync(new CreateClusterRequest { ClusterName = "gallery" });

        var registered = await ecs.RegisterTaskDefinitionAsync(new RegisterTaskDefinitionRequest
        {
            Family = "gallery",
            RequiresCompatibilities = ["FARGATE"],
            NetworkMode = NetworkMode.Awsvpc,
            RuntimePlatform = new RuntimePlatform { CpuArchitecture = CPUArchitecture.ARM64, OperatingSystemFamily = OSFamily.LINUX },
            Cpu = "2048",
            Memory = "4096",
            EphemeralStorage = new EphemeralStorage { SizeInGiB = 50 },
            ExecutionRoleArn = "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
            Volumes = [new Volume { Name = "pictures" }],
            ContainerDefinitions = [Web(), Thumbs(), Agent()],
        });

        var run = await ecs.RunTaskAsync(new RunTaskRequest
        {
            Cluster = "gallery",
            TaskDefinition = registered.TaskDefinition.TaskDefinitionArn,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-0a1b2c3d"] },
            },
        });
        await ecs.WaitForTaskAsync("gallery", run.Tasks[0].TaskArn, "RUNNING");
    }

    private static ContainerDefinition Web() => new()
    {
        Name = "web",
        Image = "public.ecr.aws/docker/library/nginx:1.27",
        Cpu = 1024,
        Memory = 2048,
        PortMappings = [new PortMapping { ContainerPort = 80 }],
        MountPoints = [new MountPoint { SourceVolume = "pictures", ContainerPath = "/usr/share/nginx/html", ReadOnly = true }],
        StopTimeout = 60,
        LogConfiguration = Logs("web"),
    };

    private static ContainerDefinition Thumbs() => new()
    {
        Name = "thumbs",
        Image = "public.ecr.aws/docker/library/httpd:2.4",
        Cpu = 512,
        Memory = 1536,
        MountPoints = [new MountPoint { SourceVolume = "pictures", ContainerPath = "/pictures" }],
        Secrets = [new Secret { Name = "DB_PASSWORD", ValueFrom = "arn:aws:secretsmanager:us-east-1:123456789012:secret:gallery-db-Ab12Cd:password::" }],
        LogConfiguration = Logs("thumbs"),
    };

    private static ContainerDefinition Agent() => new()
    {
        Name = "agent",
        Image = "public.ecr.aws/docker/library/memcached:1.6",
        Cpu = 128,
        Memory = 256,
        Essential = false,
    };

    private static LogConfiguration Logs(string prefix) => new()
    {
        LogDriver = LogDriver.Awslogs,
        Options = new Dictionary<string, string>
        {
            ["awslogs-group"] = "/ecs/gallery",
            ["awslogs-create-group"] = "true",
            ["awslogs-region"] = "us-east-1",
            ["awslogs-stream-prefix"] = prefix,
        },
    };
}
