using System.Text;
using System.Text.Json;
using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>A cluster on machines of its own through the AWS CLI, from the image to the end of the Auto Scaling group.</summary>
internal sealed class AutoScalingCliTests() : ClientFixture(ClockMode.Automatic)
{
    [Test]
    public async Task A_group_of_machines_carries_a_service_and_grows_with_it()
    {
        var ecs = new AwsCli(Aws.Endpoint, NewAccount(), Region);
        var (ec2, scaling) = (ecs.For("ec2"), ecs.For("autoscaling"));
        await ecs.CallAsync("create-cluster", "--cluster-name", "demo");
        await MakeGroupAsync(ec2, scaling);
        await Aws.Engine.Clock.RestAsync();

        var group = await GroupAsync(scaling);
        var machines = Members(group);
        machines.Should().HaveCount(2);
        await ec2.CallAsync(["wait", "instance-running", "--instance-ids", .. machines]);
        await Aws.Engine.Clock.RestAsync();
        var instances = (await ecs.CallAsync("list-container-instances", "--cluster", "demo")).Texts("containerInstanceArns").ToList();
        var described = await ecs.CallAsync(["describe-container-instances", "--cluster", "demo", "--container-instances", .. instances]);
        described.At("containerInstances").EnumerateArray().Select(each => each.Text("ec2InstanceId")).Should().BeEquivalentTo(machines);
        described.At("containerInstances").EnumerateArray().Select(ZoneOf).Should().HaveCount(2).And.OnlyHaveUniqueItems();

        // Instances that registered before their group had a capacity provider are none of its: the group begins again.
        await MakeProviderAsync(ecs, group.Text("AutoScalingGroupARN"));
        await scaling.CallAsync("set-desired-capacity", "--auto-scaling-group-name", "workers", "--desired-capacity", "0");
        await ec2.CallAsync(["wait", "instance-terminated", "--instance-ids", .. machines]);
        // A t3.medium has 2048 CPU units: 6 tasks of 1024 need 3 machines.
        await ecs.CallAsync("register-task-definition", "--family", "web", "--container-definitions", "name=web,image=nginx,cpu=1024,memory=128");
        await ecs.CallAsync("create-service", "--cluster", "demo", "--service-name", "api", "--task-definition", "web", "--desired-count", "6", "--capacity-provider-strategy", "capacityProvider=own,weight=1");
        await Aws.Engine.Clock.RestAsync();
        await ecs.CallAsync("wait", "services-stable", "--cluster", "demo", "--services", "api");
        (await ecs.CallAsync("describe-services", "--cluster", "demo", "--services", "api")).At("services.0.runningCount").GetInt32().Should().Be(6);
        (await GroupAsync(scaling)).At("DesiredCapacity").GetInt32().Should().Be(3);
        var activities = await scaling.CallAsync("describe-scaling-activities", "--auto-scaling-group-name", "workers");
        activities.Text("Activities.0.Description").Should().StartWith("Launching a new EC2 instance: i-");
        activities.Text("Activities.0.Cause").Should().Contain("ECSManagedAutoScalingPolicy-own");

        await ecs.CallAsync("update-service", "--cluster", "demo", "--service", "api", "--desired-count", "0");
        await Aws.Engine.Clock.RestAsync();
        await ecs.CallAsync("delete-service", "--cluster", "demo", "--service", "api");
        await ecs.CallAsync("wait", "services-inactive", "--cluster", "demo", "--services", "api");
        await ecs.CallAsync("put-cluster-capacity-providers", "--cluster", "demo", "--capacity-providers", "--default-capacity-provider-strategy");
        await ecs.CallAsync("delete-capacity-provider", "--capacity-provider", "own");

        machines = Members(await GroupAsync(scaling));
        await scaling.CallAsync("delete-auto-scaling-group", "--auto-scaling-group-name", "workers", "--force-delete");
        await ec2.CallAsync(["wait", "instance-terminated", "--instance-ids", .. machines]);
        await Aws.Engine.Clock.RestAsync();
        (await scaling.CallAsync("describe-auto-scaling-groups")).At("AutoScalingGroups").GetArrayLength().Should().Be(0);
        (await ecs.CallAsync("list-container-instances", "--cluster", "demo")).Texts("containerInstanceArns").Should().BeEmpty();
        (await ecs.CallAsync("delete-cluster", "--cluster", "demo")).Text("cluster.status").Should().Be("INACTIVE");
        await ec2.CallAsync("delete-launch-template", "--launch-template-name", "ecs");
    }

    [Test]
    public async Task Errors()
    {
        var ec2 = new AwsCli(Aws.Endpoint, NewAccount(), Region, "ec2");
        var scaling = ec2.For("autoscaling");
        await scaling.RefusedAsync("ValidationError", "SetDesiredCapacity", "AutoScalingGroup name not found - AutoScalingGroup 'workers' not found", "set-desired-capacity", "--auto-scaling-group-name", "workers", "--desired-capacity", "1");
        await MakeGroupAsync(ec2, scaling);
        await Aws.Engine.Clock.RestAsync();
        await scaling.RefusedAsync("ResourceInUse", "DeleteAutoScalingGroup",
            "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.",
            "delete-auto-scaling-group", "--auto-scaling-group-name", "workers");
        await scaling.RefusedAsync("ValidationError", "SetDesiredCapacity", "New SetDesiredCapacity value 5 is above max value 4 for the AutoScalingGroup.", "set-desired-capacity", "--auto-scaling-group-name", "workers", "--desired-capacity", "5");
        await scaling.RefusedAsync("AlreadyExists", "CreateAutoScalingGroup", "AutoScalingGroup by this name already exists - A group with the name workers already exists",
            "create-auto-scaling-group", "--auto-scaling-group-name", "workers", "--launch-template", "LaunchTemplateName=ecs", "--min-size", "0", "--max-size", "1", "--availability-zones", Region + "a");
    }

    /// <summary>The group <c>workers</c> of 2 machines, at most 4, in all default subnets, whose machines join the cluster <c>demo</c>.</summary>
    private static async Task MakeGroupAsync(AwsCli ec2, AwsCli scaling)
    {
        var vpc = (await ec2.CallAsync("describe-vpcs", "--filters", "Name=is-default,Values=true")).Text("Vpcs.0.VpcId");
        var subnets = (await ec2.CallAsync("describe-subnets", "--filters", $"Name=vpc-id,Values={vpc}")).At("Subnets").EnumerateArray().Select(subnet => subnet.Text("SubnetId"));
        var guard = (await ec2.CallAsync("create-security-group", "--group-name", "workers", "--description", "workers", "--vpc-id", vpc)).Text("GroupId");
        await ec2.CallAsync("authorize-security-group-ingress", "--group-id", guard, "--protocol", "tcp", "--port", "32768-65535", "--cidr", "10.0.0.0/8");
        var image = await ec2.CallAsync(
            "describe-images", "--owners", "amazon", "--filters", "Name=name,Values=al2023-ami-ecs-hvm-*-x86_64", "--query", "sort_by(Images, &CreationDate)[-1].ImageId");
        var userData = Convert.ToBase64String(Encoding.UTF8.GetBytes("#!/bin/bash\necho ECS_CLUSTER=demo >> /etc/ecs/ecs.config\n"));
        await ec2.CallAsync("create-launch-template", "--launch-template-name", "ecs", "--launch-template-data",
            $$"""{"ImageId":"{{image.GetString()}}","InstanceType":"t3.medium","UserData":"{{userData}}","SecurityGroupIds":["{{guard}}"]}""");
        await scaling.CallAsync(
            "create-auto-scaling-group", "--auto-scaling-group-name", "workers", "--launch-template", "LaunchTemplateName=ecs,Version=$Latest",
            "--min-size", "0", "--max-size", "4", "--desired-capacity", "2", "--vpc-zone-identifier", string.Join(',', subnets), "--tags", "Key=team,Value=blue,PropagateAtLaunch=true");
    }

    private static async Task MakeProviderAsync(AwsCli ecs, string group)
    {
        await ecs.CallAsync("create-capacity-provider", "--name", "own", "--auto-scaling-group-provider", $"autoScalingGroupArn={group},managedScaling={{status=ENABLED,targetCapacity=100}}");
        await ecs.CallAsync("put-cluster-capacity-providers", "--cluster", "demo", "--capacity-providers", "own", "--default-capacity-provider-strategy", "capacityProvider=own,weight=1");
    }

    private static async Task<JsonElement> GroupAsync(AwsCli scaling) =>
        (await scaling.CallAsync("describe-auto-scaling-groups", "--auto-scaling-group-names", "workers")).At("AutoScalingGroups.0");

    private static List<string> Members(JsonElement group) => [.. group.At("Instances").EnumerateArray().Select(member => member.Text("InstanceId"))];

    private static string ZoneOf(JsonElement containerInstance) =>
        containerInstance.At("attributes").EnumerateArray().First(attribute => attribute.Text("name") == "ecs.availability-zone").Text("value");
}
