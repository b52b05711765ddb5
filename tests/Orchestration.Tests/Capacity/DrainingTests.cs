using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Capacity;

/// <summary>What "Draining Amazon ECS container instances" promises.</summary>
public class DrainingTests
{
    private Fleet _fleet = null!;
    private Instance _machine = null!;

    [SetUp]
    public void OneMachine()
    {
        _fleet = new();
        _fleet.Define();
        _machine = _fleet.Story.AddInstance();
    }

    [Test]
    public void No_new_task_is_placed_there_and_one_that_runs_by_itself_stays()
    {
        _fleet.Story.Run(new RunTaskRequest { TaskDefinition = "web" });
        _fleet.Settle();
        _fleet.Drain(_machine);
        _fleet.Story.Launch(new() { TaskDefinition = "web" }).Failures.Should().ContainSingle().Which.Reason.Should().Be("INACTIVE");
        _fleet.Story.Task.LastStatus.Should().Be(EcsTaskStatus.Running);
    }

    [Test]
    public void Pending_service_tasks_stop_at_once()
    {
        _fleet.Serve("api", 2);
        _fleet.On(_machine).Should().HaveCount(2).And.OnlyContain(task => task.LastStatus == EcsTaskStatus.Pending);
        _fleet.Drain(_machine);
        _fleet.On(_machine).Should().BeEmpty();
    }

    [Test]
    public void Running_ones_leave_as_the_minimum_lets_them()
    {
        _fleet.Serve("api", 4, request => request with { DeploymentConfiguration = new() { MinimumHealthyPercent = 50, MaximumPercent = 100 } });
        _fleet.Settle();
        _fleet.Drain(_machine);

        // desired 4, minimum 50 % → 2 may go before there is any room for others.
        _fleet.On(_machine).Count(task => task.IsWanted).Should().Be(2);
        _fleet.Settle();
        _fleet.On(_machine).Should().HaveCount(2);

        var other = _fleet.Story.AddInstance();
        _fleet.Story.Plan();
        _fleet.Settle();
        _fleet.On(_machine).Should().BeEmpty();
        _fleet.On(other).Should().HaveCount(4);
    }

    [Test]
    public void With_a_minimum_of_all_replacements_run_first()
    {
        _fleet.Serve("api", 2);
        _fleet.Settle();
        var other = _fleet.Story.AddInstance();
        _fleet.Drain(_machine);
        _fleet.On(_machine).Should().HaveCount(2).And.OnlyContain(task => task.IsWanted);
        _fleet.On(other).Should().HaveCount(2).And.OnlyContain(task => task.LastStatus == EcsTaskStatus.Pending);
        _fleet.Settle();
        _fleet.On(_machine).Should().BeEmpty();
    }

    [Test]
    public void A_daemon_leaves_with_its_machine()
    {
        _fleet.Serve("watch", 0, request => request with { DesiredCount = null, SchedulingStrategy = SchedulingStrategy.Daemon });
        _fleet.Settle();
        _fleet.On(_machine).Should().ContainSingle();
        _fleet.Now(_machine).OrdinaryTasks.Should().Be(0);
        _fleet.Drain(_machine);
        _fleet.Settle();
        _fleet.On(_machine).Should().BeEmpty();
    }

    [Test]
    public void Active_again_it_takes_tasks_again()
    {
        _fleet.Drain(_machine);
        _fleet.Serve("api", 1);
        _fleet.Active.Should().BeEmpty();
        _fleet.Drain(_machine, "ACTIVE");
        _fleet.On(_machine).Should().ContainSingle();
        _fleet.Now(_machine).Version.Should().Be(3);
    }

    [Test]
    public void What_cannot_be_changed_is_told()
    {
        var gone = _fleet.Story.AddInstance();
        _fleet.Story.Change(world => DeregisterInstance.Apply(world, new() { ContainerInstance = gone.Id }, _fleet.Story.Now).World);
        var result = InstanceStates.Update(_fleet.Story.World, new() { ContainerInstances = [_machine.Id, gone.Id, "nobody"], Status = "DRAINING" });
        result.Instances.Should().ContainSingle().Which.Status.Should().Be("DRAINING");
        result.Failures.Select(failure => failure.Reason).Should().Equal("INACTIVE", "MISSING");
        result.Failures[1].Arn.Should().Be("arn:aws:ecs:us-east-1:123456789012:container-instance/default/nobody");

        Refuses(new() { ContainerInstances = [.. Enumerable.Range(0, 11).Select(_ => _machine.Id)], Status = "DRAINING" }, "instanceIds can have at most 10 items.");
        Refuses(new() { ContainerInstances = [_machine.Id], Status = "REGISTERING" }, "Container instances status should be one of [ACTIVE,DRAINING]");
    }

    private void Refuses(UpdateContainerInstancesStateRequest request, string message) =>
        FluentActions.Invoking(() => InstanceStates.Update(_fleet.Story.World, request)).Should().Throw<ApiException>().WithMessage(message).Which.Code.Should().Be("InvalidParameterException");
}
