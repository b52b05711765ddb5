using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>A service's tasks as targets: registered, found healthy or not, drained before they stop.</summary>
public class TaskTargetTests
{
    private static readonly string Group = Balancers.Group("web");

    private static ServiceStory Begin(int desired = 1, int? grace = null, Behaviour? behaviour = null, DeploymentCircuitBreaker? breaker = null)
    {
        var story = new ServiceStory();
        story.Change(world => world.WithBalancer("web"));
        if (behaviour is not null) story.Around["app:1"] = behaviour;
        Define(story, "app:1");
        story.Create(ServiceStory.Request with
        {
            DesiredCount = desired,
            LoadBalancers = [new() { TargetGroupArn = Group, ContainerName = "app", ContainerPort = 80 }],
            HealthCheckGracePeriodSeconds = grace,
            DeploymentConfiguration = new() { DeploymentCircuitBreaker = breaker },
        });
        return story;
    }

    private static void Define(ServiceStory story, string image) =>
        story.Define(Requests.Fargate(Requests.App with { Image = image, PortMappings = [new() { ContainerPort = 80 }] }) with { Family = "demo" });

    private static IEnumerable<string> Targets(ServiceStory story) => story.World.Targets.Values.Select(each => $"{each.Id}:{each.Port} {each.State}");

    [Test]
    public void A_task_whose_target_group_is_deleted_waits_for_no_draining()
    {
        var story = Begin();
        story.Settle();
        story.Update(new() { DesiredCount = 0 });
        story.After(1);
        story.Task("t1").LastStatus.Should().Be(EcsTaskStatus.Deactivating);

        story.Change(world => world.LoadBalancers.Values.Aggregate(world, (next, balancer) => LoadBalancers.Delete(next, ElbLoadBalancer.ArnOf(next.Scope, balancer.Key))));
        story.Change(world => TargetGroups.Delete(world, Group, story.Now));

        story.Task("t1").LastStatus.Should().Be(EcsTaskStatus.Stopping);
        story.Settle();
        story.Task("t1").LastStatus.Should().Be(EcsTaskStatus.Stopped);
    }

    [Test]
    public void A_task_is_registered_before_it_runs_and_drained_before_it_is_stopped()
    {
        var story = Begin();
        story.Settle();
        Targets(story).Should().Equal("172.31.0.4:80 healthy");
        story.Update(new() { DesiredCount = 0 });
        story.After(299);
        Targets(story).Should().Equal("172.31.0.4:80 draining");
        story.Task("t1").LastStatus.Should().Be(EcsTaskStatus.Deactivating);
        story.After(1);
        story.Task("t1").LastStatus.Should().Be(EcsTaskStatus.Stopping);
        story.Settle();

        Targets(story).Should().BeEmpty();
        story.Events.Should().Equal(
            "has started 1 tasks: (task t1).",
            $"registered 1 targets in (target-group {Group})",
            "(deployment d1) deployment completed.",
            "has reached a steady state.",
            "has stopped 1 running tasks: (task t1).",
            $"deregistered 1 targets in (target-group {Group})",
            "has begun draining connections on 1 tasks.",
            "has reached a steady state.");
    }

    [Test]
    public void A_task_that_never_ran_was_no_target()
    {
        var story = Begin();
        story.Update(new() { DesiredCount = 0 });
        story.Settle();

        story.Events.Should().NotContain(message => message.Contains("target", StringComparison.Ordinal) || message.Contains("draining", StringComparison.Ordinal));
    }

    [Test]
    public void The_deregistration_delay_is_the_group_s()
    {
        var story = Begin();
        story.Settle();
        story.Change(world => world.Put(world.TargetGroups["web/1"] with { Attributes = new([new("deregistration_delay.timeout_seconds", "0")]) }));
        story.Update(new() { DesiredCount = 0 });

        story.Task("t1").LastStatus.Should().Be(EcsTaskStatus.Stopping);
        Targets(story).Should().BeEmpty();
    }

    [Test]
    public void A_task_whose_containers_have_ended_waits_for_no_connections()
    {
        var story = Begin();
        story.Settle();
        story.Exit(story.Task("t1"));
        story.After(2);

        story.Task("t1").LastStatus.Should().Be(EcsTaskStatus.Stopped);
        Targets(story).Should().Contain("172.31.0.4:80 draining");
    }

    [Test]
    public void A_deployment_goes_on_when_load_balancers_find_its_tasks_healthy()
    {
        var story = Begin(behaviour: new() { TargetHealthyAfter = TimeSpan.FromMinutes(2) });
        story.After(60);
        story.Tasks.Should().ContainSingle().Which.IsHealthy.Should().BeFalse();
        story.Web.Primary!.RolloutState.Should().Be("IN_PROGRESS");
        story.After(90);

        story.Web.Primary!.RolloutState.Should().Be("COMPLETED");
    }

    [Test]
    public void During_a_rolling_update_no_old_task_stops_before_a_new_one_is_healthy()
    {
        var story = Begin(desired: 2);
        story.Settle();
        Define(story, "app:2");
        story.Around["app:2"] = new() { TargetHealthyAfter = TimeSpan.FromMinutes(1) };
        story.Rested += () => story.World.Targets.Values.Count(each => each.State == "healthy").Should().BeGreaterThanOrEqualTo(2, $"two have to serve at {story.Now:T}");
        story.Update(new() { TaskDefinition = "demo" });
        story.Settle();

        story.Running("demo:2").Should().HaveCount(2);
        Targets(story).Should().Equal("172.31.0.6:80 healthy", "172.31.0.7:80 healthy");
    }

    [Test]
    public void A_task_that_fails_the_load_balancer_s_checks_is_replaced()
    {
        var story = Begin();
        story.Settle();
        Fail(story, "t1");
        story.After(60);

        var stopped = story.Task("t1");
        (stopped.IsWanted, stopped.StopCode, stopped.StoppedReason).Should().Be((false, "ServiceSchedulerInitiated", $"Task failed ELB health checks in (target-group {Group})"));
        story.Events.Should().ContainInOrder(
            "has started 1 tasks: (task t2). Amazon ECS replaced 1 tasks due to an unhealthy status.",
            $"(port 80) is unhealthy in (target-group {Group}) due to (reason Health checks failed with these codes: [502])",
            "has stopped 1 running tasks: (task t1).");
    }

    [Test]
    public void Failing_checks_do_not_count_within_the_grace_period()
    {
        var story = Begin(grace: 300);
        story.Settle();
        var started = story.Now;
        Fail(story, "t1");
        story.After(60);
        story.Task("t1").IsWanted.Should().BeTrue();
        story.After(story.Task("t1").StartedAt!.Value + TimeSpan.FromSeconds(330) - story.Now);

        story.Task("t1").IsWanted.Should().BeFalse();
    }

    [Test]
    public void Tasks_that_never_pass_the_checks_break_the_circuit()
    {
        var story = Begin();
        story.Settle();
        story.Around["app:2"] = new() { TargetHealthyAfter = null, TargetFailsAfter = TimeSpan.FromSeconds(10) };
        Define(story, "app:2");
        story.Update(new() { TaskDefinition = "demo", DeploymentConfiguration = new() { DeploymentCircuitBreaker = new() { Enable = true, Rollback = true } } });
        story.Settle();

        story.Rollout.Status.Should().Be("ROLLBACK_SUCCESSFUL");
        story.Running("demo:1").Should().ContainSingle();
    }

    [Test]
    public void On_machines_the_target_is_a_host_port()
    {
        var story = new ServiceStory();
        story.Change(world => world.WithBalancer("instance", ["web"]));
        story.AddMachine();
        story.Define(Requests.Ec2(Requests.App with { PortMappings = [new() { ContainerPort = 80, HostPort = 8080 }] }) with { Family = "demo" });
        story.Create(ServiceStory.OnMachines with { LoadBalancers = [new() { TargetGroupArn = Group, ContainerName = "app", ContainerPort = 80 }] });
        story.Settle();

        Targets(story).Should().Equal("i-0123456789abcdef0:8080 healthy");
    }

    [Test]
    public void A_classic_load_balancer_is_told_of_the_machine()
    {
        var story = new ServiceStory();
        story.AddMachine();
        story.Define(Requests.Ec2(Requests.App with { PortMappings = [new() { ContainerPort = 80, HostPort = 8080 }] }) with { Family = "demo" });
        var request = ServiceStory.OnMachines with { LoadBalancers = [new() { LoadBalancerName = "old", ContainerName = "app", ContainerPort = 80 }] };
        story.Invoking(each => each.Create(request)).Should().Throw<ApiException>().WithMessage("The load balancer old does not exist.");
        story.Change(world => world.WithClassic("old"));
        story.Create(request);
        story.Settle();
        story.World.ClassicLoadBalancers["old"].InstanceIds.Should().Equal("i-0123456789abcdef0");
        story.Scale(0);
        story.Settle();

        story.World.ClassicLoadBalancers["old"].InstanceIds.Should().BeEmpty();
        story.Events.Should().ContainInOrder("registered 1 instances in (elb old)", "deregistered 1 instances in (elb old)");
    }

    [Test]
    public void A_task_is_in_the_zone_that_it_was_placed_in_whatever_its_address()
    {
        var story = new ServiceStory();
        story.Change(world => DefaultNetwork.Ensure(world).WithBalancer("web"));
        var subnet = story.World.Ec2Resources.Values.OfType<Ec2Subnet>().First(each => each.Zone == "us-east-1c");
        story.Change(world => world
            .Put(world.LoadBalancers["app/lb/1"] with { AvailabilityZones = [new() { ZoneName = "us-east-1c", SubnetId = subnet.Id }] })
            .Put(world.TargetGroups["web/1"] with { VpcId = subnet.VpcId }));
        Define(story, "app:1");
        story.Create(ServiceStory.Request with
        {
            LoadBalancers = [new() { TargetGroupArn = Group, ContainerName = "app", ContainerPort = 80 }],
            NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = [subnet.Id] } },
        });
        story.Settle();

        var target = story.World.Targets.Values.Single();
        Workbook.Orchestration.LoadBalancing.Targets.HealthOf(story.World, story.World.TargetGroups["web/1"], target).State.Should().Be("healthy");
    }

    [Test]
    public void A_result_for_an_earlier_registration_changes_nothing()
    {
        var story = Begin();
        story.Settle();
        var target = story.World.Targets.Values.Single();
        story.See(new TargetHealthChanged(target.Key, target.RegisteredAt - TimeSpan.FromSeconds(1), "unhealthy", "Target.Timeout", "Request timed out"));

        story.World.Targets.Values.Single().State.Should().Be("healthy");
    }

    private static void Fail(ServiceStory story, string name)
    {
        var target = story.World.Targets[story.World.LoadBalancingIndex.TargetsOfTask(story.Task(name).Id).Single()];
        story.See(new TargetHealthChanged(target.Key, target.RegisteredAt, "unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [502]"));
    }
}
