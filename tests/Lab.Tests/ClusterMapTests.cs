using System.Xml.Linq;

namespace Workbook.Lab.Tests;

/// <summary>Clusters drawn from what the AWS APIs say of them.</summary>
internal sealed class ClusterMapTests : LabFixture
{
    [Test]
    public async Task A_service_behind_a_load_balancer_is_drawn_with_its_targets()
    {
        await CreateServiceAsync(4, await CreateLoadBalancerAsync());
        await Aws.WaitForServiceAsync("default", "web");
        var subnet = (await Aws.Ec2.DescribeSubnetsAsync(new())).Subnets[0].SubnetId;
        await Aws.Ecs.RunTaskAsync(new() { TaskDefinition = "web", LaunchType = "FARGATE", NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = [subnet] } } });
        await Aws.WaitForTargetsAsync((await Aws.LoadBalancing.DescribeTargetGroupsAsync(new())).TargetGroups[0].TargetGroupArn);
        await Aws.Workbook.InjectAsync(Fault.Kill((await Aws.Ecs.TasksAsync("default")).Tasks.First(task => task.Group == "service:web").TaskArn, "app"));

        var map = await ClusterMap.OfAsync(Aws, "default");

        var svg = map.ToSvg();
        Save("map-fargate", svg);
        TestContext.Out.WriteLine(map);
        TextsOf(svg).Should().Contain(["cluster default", "Fargate", "web", "3 of 4 targets healthy", "100 % of HTTP:80 default", "service web", "web: healthy", "run by itself"]);
        XDocument.Parse(svg).Root!.Elements().Take(2).Select(each => each.Name.LocalName).Should().Equal("title", "desc");
    }

    [Test]
    public async Task Machines_are_drawn_with_what_is_on_them_and_what_is_free()
    {
        await Aws.Ecs.CreateClusterAsync(new());
        await RunMachinesAsync(2);
        await Aws.Ecs.RegisterTaskDefinitionAsync(new() { Family = "job", Cpu = "512", Memory = "256", ContainerDefinitions = [new() { Name = "app", Image = "hello", HealthCheck = new() { Command = ["CMD", "true"] } }] });
        await Aws.Ecs.RunTaskAsync(new() { TaskDefinition = "job", LaunchType = "EC2", Count = 3, PlacementStrategy = [new() { Type = "binpack", Field = "memory" }] });
        await Aws.WaitUntilAsync("the tasks are healthy", async () => (await Aws.Ecs.TasksAsync("default")).Tasks.All(task => task.HealthStatus == Amazon.ECS.HealthStatus.HEALTHY));
        await Aws.Workbook.InjectAsync(Fault.Health((await Aws.Ecs.TasksAsync("default")).Tasks[1].TaskArn, "app", "UNHEALTHY"));
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(2));

        var map = await ClusterMap.OfAsync(Aws, "default");

        Save("map-machines", map.ToSvg());
        TestContext.Out.WriteLine(map);
        TextsOf(map.ToSvg()).Should().Contain(text => text.StartsWith("i-", StringComparison.Ordinal)).And.Contain("no task").And.Contain("RUNNING, UNHEALTHY").And.Contain(text => text.StartsWith("free: 512 of 2048 CPU, ", StringComparison.Ordinal));
    }

    [Test]
    public async Task The_weights_of_a_blue_green_service_are_drawn()
    {
        await CreateBlueGreenAsync();
        await Aws.WaitForServiceAsync("default", "web");
        await Aws.Workbook.LoadAsync("web", requests: 300);
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(10));
        await RegisterAsync();
        await Aws.Ecs.UpdateServiceAsync(new() { Service = "web", TaskDefinition = "web" });
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromSeconds(5));

        var map = await ClusterMap.OfAsync(Aws, "default");

        Save("map-weights", map.ToSvg());
        TestContext.Out.WriteLine(map);
        TextsOf(map.ToSvg()).Should().Contain(["blue", "blue: healthy", "green: healthy", "2 of 2 targets healthy", "green", "100 % of HTTP:80 /*", "0 % of HTTP:80 /*", "1,500 requests in 5 min"]);
    }

    [Test]
    public async Task An_empty_cluster_is_drawn_too()
    {
        await Aws.Ecs.CreateClusterAsync(new());

        TextsOf((await ClusterMap.OfAsync(Aws, "default")).ToSvg()).Should().Equal("cluster default", "Nothing runs here.");
    }

    [Test]
    public async Task There_is_no_picture_of_no_cluster() =>
        await FluentActions.Awaiting(() => ClusterMap.OfAsync(Aws, "shop")).Should().ThrowAsync<Amazon.ECS.Model.ClusterNotFoundException>();

    private async Task RunMachinesAsync(int count)
    {
        var images = (await Aws.Ec2.DescribeImagesAsync(new Amazon.EC2.Model.DescribeImagesRequest { Owners = ["amazon"], Filters = [new Amazon.EC2.Model.Filter { Name = "name", Values = ["al2023-ami-ecs-hvm-*-x86_64"] }] })).Images;
        await Aws.Ec2.RunInstancesAsync(new()
        {
            ImageId = images[0].ImageId,
            InstanceType = Amazon.EC2.InstanceType.FindValue("t3.small"),
            MinCount = count,
            MaxCount = count,
            IamInstanceProfile = new() { Name = "ecsInstanceRole" },
            UserData = Convert.ToBase64String("#!/bin/bash\necho ECS_CLUSTER=default >> /etc/ecs/ecs.config\n"u8),
        });
        await Aws.WaitUntilAsync("the machines have joined", async () => (await Aws.Ecs.ListContainerInstancesAsync(new())).ContainerInstanceArns?.Count == count);
    }
}
