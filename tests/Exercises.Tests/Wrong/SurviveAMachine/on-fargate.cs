// fails: TwoMachinesInTwoZones: Expected two machines in the cluster harbour, but found 0.
// fails: DefinitionFitsSeveralTimes: Expected what crane:1 requires to be compatible with to be "EC2", but found "FARGATE".
// fails: TwoOnEach: Expected the number of tasks on each machine, before one was lost to be 2, 2, but found 4.
// fails: TwoWorkOn: Expected two of four tasks to be on the machine that was not lost and to run on, but found 0 there and 4 that run on.
// fails: FourAgain: Expected four tasks on the one machine that is left, but found 4 on 0.
using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace WhyOrchestration;

/// <summary>Two machines in two zones, each with room for all tasks, and a service that spreads them.</summary>
public static class SurviveAMachine
{
    /// <param name="aws">Besides <c>aws.Ecs</c> you will need <c>aws.Ec2</c>.</param>
    public static async Task RunAsync(Aws aws)
    {
        await aws.Ecs.CreateClusterAsync(new CreateClusterRequest { ClusterName = "harbour" });
        var subnets = (await aws.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest())).Subnets;
        await aws.Ecs.RegisterTaskDefinitionAsync(new RegisterTaskDefinitionRequest
        {
            Family = "crane",
            RequiresCompatibilities = ["FARGATE"],
            NetworkMode = NetworkMode.Awsvpc,
            Cpu = "256",
            Memory = "512",
            ContainerDefinitions =
            [
                new ContainerDefinition
                {
                    Name = "app",
                    Image = "hello",
                    Cpu = 256,
                    Memory = 256,
                    PortMappings = [new PortMapping { ContainerPort = 8080 }],
                },
            ],
        });
        await aws.Ecs.CreateServiceAsync(new CreateServiceRequest
        {
            Cluster = "harbour",
            ServiceName = "crane",
            TaskDefinition = "crane",
            LaunchType = Amazon.ECS.LaunchType.FARGATE,
            DesiredCount = 4,
            NetworkConfiguration = new NetworkConfiguration { AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = [.. subnets.Select(subnet => subnet.SubnetId)] } },
        });
        await aws.WaitForServiceAsync("harbour", "crane");
    }
}
