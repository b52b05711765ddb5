using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Tasks;

/// <summary><c>dependsOn</c>: which container starts after what, and what becomes of it when that never happens.</summary>
public class DependencyTests
{
    private static readonly HealthCheck Check = new() { Command = ["CMD-SHELL", "true"] };

    private static ContainerDefinition AppAfter(string condition) =>
        Requests.App with { DependsOn = [new() { ContainerName = "side", Condition = condition }] };

    /// <summary>A task whose app waits for its sidecar, up to where the sidecar runs.</summary>
    private static Story SidecarRuns(string condition, int? startTimeout = null)
    {
        var sidecar = Requests.Sidecar with { StartTimeout = startTimeout, HealthCheck = condition == ContainerCondition.Healthy ? Check : null };
        var story = new Story();
        story.Run(Requests.Ec2(AppAfter(condition), sidecar));
        story.Pulled("app").Should().BeEmpty();
        story.Pulled("side").Should().Equal("start side");
        return story;
    }

    [Test]
    public void START_waits_until_the_other_runs()
    {
        var story = SidecarRuns(ContainerCondition.Start);
        story.Started("side").Should().Equal("start app");
        story.Started("app").Should().Equal("now ACTIVATING", "now RUNNING");
    }

    [Test]
    public void A_link_or_borrowed_volumes_order_containers_as_START_does([Values] bool link)
    {
        var app = link
            ? Requests.App with { Links = ["side:db"] }
            : Requests.App with { VolumesFrom = [new() { SourceContainer = "side" }] };
        var story = new Story();
        story.Run(Requests.Ec2(app, Requests.Sidecar));
        story.Pulled("app").Should().BeEmpty();
        story.Pulled("side").Should().Equal("start side");
        story.Started("side").Should().Equal("start app");
        story.Started("app");

        story.Stop().Should().Contain("stop app within 30s").And.NotContain("stop side within 30s");
        story.Exited("app").Should().Equal("stop side within 30s");
    }

    [Test]
    public void Who_prints_to_the_log_router_starts_after_it_and_stops_before_it()
    {
        var app = Requests.App with { LogConfiguration = new() { LogDriver = LogDriver.Awsfirelens } };
        var router = Requests.Sidecar with { FirelensConfiguration = new() { Type = FirelensConfigurationType.Fluentbit } };
        var story = new Story();
        story.Run(Requests.Ec2(app, router));
        story.Pulled("app").Should().BeEmpty();
        story.Pulled("side").Should().Equal("start side");
        story.Started("side").Should().Equal("start app");
        story.Started("app");

        story.Stop().Should().Contain("stop app within 30s").And.NotContain("stop side within 30s");
    }

    [TestCase(0)]
    [TestCase(3)]
    public void COMPLETE_waits_for_any_exit(int exitCode)
    {
        var story = SidecarRuns(ContainerCondition.Complete);
        story.Started("side").Should().BeEmpty();
        story.Exited("side", exitCode).Should().Equal("start app");
    }

    [Test]
    public void SUCCESS_waits_for_exit_code_0()
    {
        var story = SidecarRuns(ContainerCondition.Success);
        story.Started("side").Should().BeEmpty();
        story.Exited("side").Should().Equal("start app");
    }

    [Test]
    public void HEALTHY_waits_for_the_health_check()
    {
        var story = SidecarRuns(ContainerCondition.Healthy);
        story.Started("side").Should().BeEmpty();
        story.Turned("side", ContainerHealth.Unhealthy).Should().BeEmpty();
        story.Turned("side", ContainerHealth.Healthy).Should().Equal("start app");
    }

    [Test]
    public void SUCCESS_fails_for_good_with_another_exit_code()
    {
        var story = SidecarRuns(ContainerCondition.Success);
        story.Started("side");
        story.Exited("side", exitCode: 1).Should().Equal(
            "abandon app: dependency graph: failed to resolve container ordering dependency [side] for target [app] as dependency did not exit successfully.",
            "end TaskFailedToStart: Task failed to start",
            "now STOPPING",
            "now STOPPED");
        story.Task.Container("app").ExitCode.Should().BeNull();
    }

    [TestCase("START", "because dependency will never start")]
    [TestCase("COMPLETE", "because dependency will never start")]
    [TestCase("HEALTHY", "because dependency will never start")]
    [TestCase("SUCCESS", "as dependency did not exit successfully.")]
    public void Nothing_waits_for_a_container_that_never_started(string condition, string because)
    {
        var story = SidecarRuns(condition);
        story.NotStarted("side", "CannotStartContainerError: no")[0].Should().Be(
            $"abandon app: dependency graph: failed to resolve container ordering dependency [side] for target [app] {because}");
    }

    [Test]
    public void HEALTHY_fails_for_good_when_the_other_has_ended()
    {
        var story = SidecarRuns(ContainerCondition.Healthy);
        story.Started("side");
        story.Exited("side")[0].Should().StartWith("abandon app: dependency graph:");
    }

    [Test]
    public void A_start_timeout_counts_from_the_other_s_start()
    {
        var story = SidecarRuns(ContainerCondition.Healthy, startTimeout: 60);
        story.After(TimeSpan.FromSeconds(500)).Should().BeEmpty();
        story.Started("side");
        story.World.Agenda.NextProgressAt.Should().Be(story.Now + TimeSpan.FromSeconds(60));

        story.After(TimeSpan.FromSeconds(59)).Should().BeEmpty();
        story.After(TimeSpan.FromSeconds(1)).Should().Equal(
            "abandon app: dependency graph: container ordering dependency [side] for target [app] has timed out.",
            "end TaskFailedToStart: Task failed to start",
            "now STOPPING",
            "stop side within 30s");
        story.World.Agenda.NextProgressAt.Should().BeNull();
    }

    [Test]
    public void A_dependency_that_is_met_in_time_has_no_timeout_any_more()
    {
        var story = SidecarRuns(ContainerCondition.Complete, startTimeout: 60);
        story.Started("side");
        story.After(TimeSpan.FromSeconds(30));
        story.Exited("side").Should().Equal("start app");
        story.World.Agenda.NextProgressAt.Should().BeNull();
        story.After(TimeSpan.FromSeconds(60)).Should().BeEmpty();
    }

    [Test]
    public void Without_a_start_timeout_a_migration_may_take_as_long_as_it_likes()
    {
        var story = SidecarRuns(ContainerCondition.Success);
        story.Started("side");
        story.World.Agenda.NextProgressAt.Should().BeNull();
        story.After(TimeSpan.FromHours(5)).Should().BeEmpty();
        story.Exited("side").Should().Equal("start app");
    }

    [Test]
    public void Of_several_dependencies_the_earliest_deadline_counts_whatever_their_order()
    {
        var slow = Requests.Sidecar with { Name = "slow", HealthCheck = Check, StartTimeout = 100 };
        var quick = Requests.Sidecar with { Name = "quick", HealthCheck = Check, StartTimeout = 10 };
        var app = Requests.App with
        {
            DependsOn = [new() { ContainerName = "slow", Condition = "HEALTHY" }, new() { ContainerName = "quick", Condition = "HEALTHY" }],
        };
        var story = new Story();
        story.Run(Requests.Ec2(app, slow, quick));
        foreach (var name in new[] { "app", "slow", "quick" }) story.Pulled(name);
        story.Started("slow");
        story.Started("quick");

        story.After(TimeSpan.FromSeconds(10))[0].Should().Be(
            "abandon app: dependency graph: container ordering dependency [quick] for target [app] has timed out.");
    }

    [Test]
    public void A_non_essential_container_that_cannot_start_does_not_keep_the_task_from_running()
    {
        var side = Requests.Sidecar with { DependsOn = [new() { ContainerName = "init", Condition = "SUCCESS" }] };
        var init = Requests.Sidecar with { Name = "init" };
        var story = new Story();
        story.Run(Requests.Ec2(Requests.App, side, init));
        foreach (var name in new[] { "app", "side", "init" }) story.Pulled(name);
        story.Started("app").Should().BeEmpty();
        story.Started("init").Should().BeEmpty();
        story.Exited("init", exitCode: 2).Should().Equal(
            "abandon side: dependency graph: failed to resolve container ordering dependency [init] for target [side] as dependency did not exit successfully.",
            "now ACTIVATING",
            "now RUNNING");
    }

    [Test]
    public void Containers_start_along_the_chain_and_stop_against_it()
    {
        ValueList<ContainerDefinition> chain =
        [
            Requests.App with { Name = "web", DependsOn = [new() { ContainerName = "api", Condition = "START" }] },
            Requests.App with { Name = "api", DependsOn = [new() { ContainerName = "db", Condition = "START" }] },
            Requests.App with { Name = "db" },
        ];
        var story = new Story();
        story.Run(Requests.Ec2(chain)).Should().Equal("pull web", "pull api", "pull db");
        foreach (var container in chain) story.Pulled(container.Name!);
        story.Started("db").Should().Equal("start api");
        story.Started("api").Should().Equal("start web");
        story.Started("web").Should().Equal("now ACTIVATING", "now RUNNING");

        story.Stop().Should().Equal("now DEACTIVATING", "now STOPPING", "stop web within 30s");
        story.Exited("web").Should().Equal("stop api within 30s");
        story.Exited("api").Should().Equal("stop db within 30s");
        story.Exited("db").Should().Equal("now STOPPED");
    }

    [Test]
    public void A_dependency_is_not_stopped_before_a_container_that_is_still_starting()
    {
        var story = SidecarRuns(ContainerCondition.Start);
        story.Started("side").Should().Equal("start app");

        story.Stop().Should().Equal("now STOPPING");
        story.Started("app").Should().Equal("stop app within 30s");
        story.Exited("app").Should().Equal("stop side within 30s");
        story.Exited("side").Should().Equal("now STOPPED");
    }

    [Test]
    public void A_dependency_stops_after_those_that_never_started_were_given_up()
    {
        var story = SidecarRuns(ContainerCondition.Complete);
        story.Started("side");
        story.Stop().Should().Equal("now STOPPING", "abandon app", "stop side within 30s");
        story.Task.Container("app").Reason.Should().BeNull();
    }
}
