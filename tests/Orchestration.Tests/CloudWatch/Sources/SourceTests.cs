using System.Globalization;
using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatch.Sources;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Load;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.CloudWatch.Sources;

/// <summary>What AWS's services tell of themselves, worked out by hand from their documentation.</summary>
public class SourceTests
{
    private static readonly DateTimeOffset Minute = Retention.Floor(Story.Start, TimeSpan.FromMinutes(1)).AddMinutes(10);

    /// <summary>Of <c>name{dimension=value,…}</c>: the statistic, in invariant digits.</summary>
    private static string[] Lines(IEnumerable<MetricSample> samples, Func<Aggregate, double> statistic) => [.. samples.Select(sample =>
        $"{sample.Metric.Namespace} {sample.Metric.Name}{{{string.Join(',', sample.Metric.Dimensions.Select(each => $"{each.Name}={each.Value}"))}}} {statistic(sample.Aggregate).ToString("0.##", CultureInfo.InvariantCulture)} {sample.Unit}")];

    private static IReadOnlyList<TaskSample> Using(World world, params TaskUse[] uses)
    {
        var next = 0;
        return TaskSample.Of(world, _ => uses[next++ % uses.Length]);
    }

    /// <summary>Services <c>web</c> and machines of 2048 CPU units and 4096 MiB; tasks with 512 and 1024.</summary>
    private static ServiceStory OnMachines(int desired)
    {
        var story = new ServiceStory();
        story.Define(new RegisterTaskDefinitionRequest { Family = "demo", NetworkMode = "bridge", ContainerDefinitions = [new() { Name = "app", Image = "app:1", Cpu = 512, Memory = 1024 }] });
        story.AddMachine();
        story.Create(ServiceStory.OnMachines with { DesiredCount = desired });
        story.Settle();
        return story;
    }

    [Test]
    public void A_service_s_utilization_has_a_sample_for_each_task_and_a_cluster_s_is_of_its_machines()
    {
        var world = OnMachines(2).World;

        // Tasks use 50 % and 100 % of 512 units, and 25 % of 1024 MiB: 768 of the machine's 2048 units and 512 of 4096 MiB.
        var samples = EcsMetrics.Of(world, Using(world, new(256, 256), new(512, 256)), Minute).ToList();

        Lines(samples, each => each.Sum / each.Count).Should().BeEquivalentTo(
            "AWS/ECS CPUUtilization{ClusterName=default,ServiceName=web} 75 Percent",
            "AWS/ECS MemoryUtilization{ClusterName=default,ServiceName=web} 25 Percent",
            "AWS/ECS CPUReservation{ClusterName=default} 50 Percent",
            "AWS/ECS MemoryReservation{ClusterName=default} 50 Percent",
            "AWS/ECS CPUUtilization{ClusterName=default} 37.5 Percent",
            "AWS/ECS MemoryUtilization{ClusterName=default} 12.5 Percent");
        samples[0].Aggregate.Should().Match<Aggregate>(each => each.Count == 2 && each.Minimum == 50 && each.Maximum == 100);
        samples.Should().OnlyContain(sample => sample.At == Minute);
    }

    [Test]
    public void Nobody_tells_of_what_was_not_measured()
    {
        var world = OnMachines(2).World;
        TaskSample.Of(world, _ => null).Should().BeEmpty();
        EcsMetrics.Of(world, [], Minute).Select(sample => sample.Metric.Name).Should().NotContain("CPUUtilization{ServiceName}").And.HaveCount(4);
    }

    [Test]
    public void Container_Insights_tells_where_the_cluster_wants_it()
    {
        var world = OnMachines(1).World;
        var tasks = Using(world, new TaskUse(256, 512) { NetworkReceived = 10, NetworkSent = 20, StorageRead = 1, StorageWritten = 2 });
        ContainerInsights.Of(world, tasks, Minute).Should().BeEmpty();

        var enabled = Lines(ContainerInsights.Of(With(world, "enabled"), tasks, Minute), each => each.Sum);
        enabled.Should().Contain(
        [
            "ECS/ContainerInsights TaskCount{ClusterName=default} 1 Count",
            "ECS/ContainerInsights ServiceCount{ClusterName=default} 1 Count",
            "ECS/ContainerInsights ContainerInstanceCount{ClusterName=default} 1 Count",
            "ECS/ContainerInsights DesiredTaskCount{ClusterName=default,ServiceName=web} 1 Count",
            "ECS/ContainerInsights RunningTaskCount{ClusterName=default,ServiceName=web} 1 Count",
            "ECS/ContainerInsights PendingTaskCount{ClusterName=default,ServiceName=web} 0 Count",
            "ECS/ContainerInsights DeploymentCount{ClusterName=default,ServiceName=web} 1 Count",
            "ECS/ContainerInsights CpuUtilized{ClusterName=default,ServiceName=web} 256 None",
            "ECS/ContainerInsights CpuReserved{ClusterName=default,ServiceName=web} 512 None",
            "ECS/ContainerInsights MemoryUtilized{ClusterName=default,TaskDefinitionFamily=demo} 512 Megabytes",
            "ECS/ContainerInsights NetworkTxBytes{ClusterName=default} 20 Bytes/Second",
            "ECS/ContainerInsights StorageWriteBytes{ClusterName=default} 120 Bytes",
        ]);
        enabled.Should().NotContain(line => line.Contains("TaskId", StringComparison.Ordinal));
        var id = world.Tasks.Keys.Single();
        Lines(ContainerInsights.Of(With(world, "enhanced"), tasks, Minute), each => each.Sum)
            .Should().Contain($"ECS/ContainerInsights TaskCpuUtilization{{ClusterName=default,ServiceName=web,TaskId={id}}} 50 Percent");

        static World With(World world, string value) => world.Put(world.Clusters["default"] with { Settings = [new() { Name = ClusterSettingName.ContainerInsights, Value = value }] });
    }

    [Test]
    public void A_load_is_spread_over_the_tasks_up_to_what_they_can_do()
    {
        var world = OnMachines(2).World.Put(new ServiceLoad("default", "web", Minute) { Cpu = LoadCurve.Constant(1000), Memory = LoadCurve.Constant(100) });
        var task = world.Tasks.Values.First();

        // 500 units each, and 10 % of 1024 MiB beside 50 of the load.
        var use = SimulatedUse.Of(world, task, running: 2, Minute);
        (use.Cpu, use.Memory).Should().Be((500, 152.4));
        SimulatedUse.Of(world.Put(world.ServiceLoads["default/web"] with { Cpu = LoadCurve.Constant(9000) }), task, running: 1, Minute)
            .Cpu.Should().Be(2048, "without a size of its own it can use the whole machine");
        SimulatedUse.Of(world.Remove(world.ServiceLoads["default/web"]), task, running: 2, Minute).Cpu.Should().Be(5.12, "an idle task uses a hundredth");
    }

    [Test]
    public void Requests_are_counted_for_load_balancer_and_group_and_by_target()
    {
        var story = new ServiceStory();
        story.Change(world => world.WithBalancer("a"));
        story.Define(Requests.Fargate(Requests.App with { PortMappings = [new() { ContainerPort = 80 }] }) with { Family = "demo" });
        story.Create(ServiceStory.Request with { DesiredCount = 3, LoadBalancers = [new() { TargetGroupArn = Balancers.Group("a"), ContainerName = "app", ContainerPort = 80 }] });
        story.Settle();
        story.Change(world => world.Put(new ServiceLoad("default", "web", Minute) { Requests = LoadCurve.Constant(600) }));

        var samples = SimulatedRequests.Of(story.World, Using(story.World, new TaskUse(1, 1)), Minute).Concat(ElbMetrics.Hosts(story.World, Minute));

        Lines(samples, each => each.Sum).Should().BeEquivalentTo(
            "AWS/ApplicationELB RequestCount{LoadBalancer=app/lb/1} 600 Count",
            "AWS/ApplicationELB RequestCount{LoadBalancer=app/lb/1,TargetGroup=targetgroup/a/1} 600 Count",
            "AWS/ApplicationELB HTTPCode_Target_2XX_Count{LoadBalancer=app/lb/1} 600 Count",
            "AWS/ApplicationELB HTTPCode_Target_2XX_Count{LoadBalancer=app/lb/1,TargetGroup=targetgroup/a/1} 600 Count",
            "AWS/ApplicationELB RequestCountPerTarget{TargetGroup=targetgroup/a/1} 200 Count",
            "AWS/ApplicationELB RequestCountPerTarget{LoadBalancer=app/lb/1,TargetGroup=targetgroup/a/1} 200 Count",
            "AWS/ApplicationELB HealthyHostCount{LoadBalancer=app/lb/1,TargetGroup=targetgroup/a/1} 3 Count",
            "AWS/ApplicationELB UnHealthyHostCount{LoadBalancer=app/lb/1,TargetGroup=targetgroup/a/1} 0 Count");
    }
}
