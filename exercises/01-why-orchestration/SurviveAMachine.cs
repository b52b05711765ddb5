using Amazon.EC2.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace WhyOrchestration;

/// <summary>
/// Design it yourself: a service that outlives one of its machines.
/// <list type="number">
/// <item>Create the cluster <c>harbour</c>, and have two EC2 instances of the type <c>t3.small</c> join it, each in another Availability Zone. Use
/// the newest ECS-optimized image whose name matches <c>al2023-ami-ecs-hvm-*-x86_64</c>, and the instance profile <c>ecsInstanceRole</c>. The
/// account has a default subnet in each zone.</item>
/// <item>Register the family <c>crane</c> for EC2 in network mode bridge: one container <c>app</c> with the image <c>hello</c>, 256 CPU units
/// and 256 MiB of memory (a hard limit), whose port 8080 is to be had at any free port of the machine.</item>
/// <item>Create the service <c>crane</c>: four tasks with the launch type EC2, dealt out so that the loss of either machine costs two tasks
/// and no more. Come back when all four run.</item>
/// </list>
/// Then the checks destroy one machine. The two tasks on the other one have to run on, and the lost two have to come back there by themselves.
/// </summary>
public static class SurviveAMachine
{
    /// <param name="aws">Besides <c>aws.Ecs</c> you will need <c>aws.Ec2</c>.</param>
    public static async Task RunAsync(Aws aws)
    {
        // Which zones are there?
        var subnets = (await aws.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest())).Subnets;
        foreach (var subnet in subnets) Console.WriteLine($"{subnet.AvailabilityZone}: {subnet.SubnetId}");

        throw new NotImplementedException("SurviveAMachine only looks around so far. Create the cluster next: machines can join only one that is there.");
    }
}
