using System.Text;
using Amazon.AutoScaling;
using Amazon.AutoScaling.Model;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ECS;
using Amazon.Runtime;
using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>Machines of a group that join a cluster, through the clients for programs: .NET and boto3.</summary>
internal sealed class Ec2ProgramTests() : ClientFixture(ClockMode.Automatic)
{
    [Test]
    public async Task Boto3()
    {
        (await ClientProgram.RunAsync(Aws.Endpoint, "test", Region, await PythonWithBoto3Async(), Source("ec2.py"))).Succeeded();
    }

    [Test]
    public async Task DotNet()
    {
        var credentials = new BasicAWSCredentials(NewAccount(), "secret");
        using var ec2 = new AmazonEC2Client(credentials, new AmazonEC2Config { ServiceURL = Aws.Endpoint.ToString(), AuthenticationRegion = Region });
        using var scaling = new AmazonAutoScalingClient(credentials, new AmazonAutoScalingConfig { ServiceURL = Aws.Endpoint.ToString(), AuthenticationRegion = Region });
        using var ecs = new AmazonECSClient(credentials, new AmazonECSConfig { ServiceURL = Aws.Endpoint.ToString(), AuthenticationRegion = Region });
        await ecs.CreateClusterAsync(new() { ClusterName = "demo" });
        var vpc = (await ec2.DescribeVpcsAsync(new DescribeVpcsRequest { Filters = [new("is-default", ["true"])] })).Vpcs.Should().ContainSingle().Subject;
        var subnets = (await ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [new("vpc-id", [vpc.VpcId])] })).Subnets;
        subnets.Select(subnet => subnet.AvailabilityZone).Should().HaveCount(3).And.OnlyHaveUniqueItems();
        var guard = (await ec2.CreateSecurityGroupAsync(new CreateSecurityGroupRequest { GroupName = "workers", Description = "workers", VpcId = vpc.VpcId })).GroupId;
        var image = (await ec2.DescribeImagesAsync(new DescribeImagesRequest { Owners = ["amazon"], Filters = [new("name", ["al2023-ami-ecs-hvm-*-x86_64"])] })).Images[0];
        var template = (await ec2.CreateLaunchTemplateAsync(new CreateLaunchTemplateRequest
        {
            LaunchTemplateName = "ecs",
            LaunchTemplateData = new()
            {
                ImageId = image.ImageId,
                InstanceType = InstanceType.T3Medium,
                SecurityGroupIds = [guard],
                UserData = Convert.ToBase64String(Encoding.UTF8.GetBytes("#!/bin/bash\necho ECS_CLUSTER=demo >> /etc/ecs/ecs.config\n")),
            },
        })).LaunchTemplate;
        await scaling.CreateAutoScalingGroupAsync(new()
        {
            AutoScalingGroupName = "workers",
            LaunchTemplate = new() { LaunchTemplateId = template.LaunchTemplateId, Version = "$Default" },
            MinSize = 0,
            MaxSize = 4,
            DesiredCapacity = 2,
            VPCZoneIdentifier = string.Join(',', subnets.Select(subnet => subnet.SubnetId)),
        });
        await Aws.Engine.Clock.RestAsync();

        var group = (await scaling.DescribeAutoScalingGroupsAsync(new DescribeAutoScalingGroupsRequest { AutoScalingGroupNames = ["workers"] })).AutoScalingGroups.Single();
        group.Instances.Should().HaveCount(2).And.OnlyContain(member => member.LifecycleState == LifecycleState.InService);
        var machines = group.Instances.ConvertAll(member => member.InstanceId);
        (await ec2.DescribeInstanceStatusAsync(new DescribeInstanceStatusRequest { InstanceIds = machines })).InstanceStatuses.Should().OnlyContain(status => status.InstanceState.Name == InstanceStateName.Running);
        (await ecs.ListContainerInstancesAsync(new() { Cluster = "demo" })).ContainerInstanceArns.Should().HaveCount(2);

        await scaling.SetDesiredCapacityAsync(new() { AutoScalingGroupName = "workers", DesiredCapacity = 3 });
        await Aws.Engine.Clock.RestAsync();
        (await ecs.ListContainerInstancesAsync(new() { Cluster = "demo" })).ContainerInstanceArns.Should().HaveCount(3);
        (await scaling.Invoking(client => client.DeleteAutoScalingGroupAsync(new() { AutoScalingGroupName = "workers" })).Should().ThrowAsync<Amazon.AutoScaling.Model.ResourceInUseException>())
            .Which.Message.Should().StartWith("You cannot delete an AutoScalingGroup while");
        await scaling.DeleteAutoScalingGroupAsync(new() { AutoScalingGroupName = "workers", ForceDelete = true });
        await Aws.Engine.Clock.RestAsync();
        (await ecs.ListContainerInstancesAsync(new() { Cluster = "demo" })).ContainerInstanceArns.Should().BeNullOrEmpty();
        (await ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = machines })).Reservations.SelectMany(each => each.Instances).Should().OnlyContain(machine => machine.State.Name == InstanceStateName.Terminated);
        var refused = (await ec2.Invoking(client => client.TerminateInstancesAsync(new TerminateInstancesRequest { InstanceIds = ["i-0123456789abcdef0"] })).Should().ThrowExactlyAsync<AmazonEC2Exception>()).Which;
        refused.ErrorCode.Should().Be("InvalidInstanceID.NotFound");
    }
}
