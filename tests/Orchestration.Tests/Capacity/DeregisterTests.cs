using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Capacity;

public class DeregisterTests
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

    private Instance Deregister(bool? force = null) => _fleet.Story.Change(world =>
        DeregisterInstance.Apply(world, new() { ContainerInstance = _machine.Id, Force = force }, _fleet.Story.Now));

    [Test]
    public void An_empty_instance_leaves_and_can_be_described_for_an_hour()
    {
        Deregister().Status.Should().Be("INACTIVE");
        InstanceRules.In(_fleet.Story.World, "default").Should().BeEmpty();
        _fleet.Story.After(TimeSpan.FromMinutes(59));
        InstanceRules.Find(_fleet.Story.World, "default", _machine.Id)!.AgentConnected.Should().BeFalse();
        _fleet.Story.After(TimeSpan.FromMinutes(1)).Should().Equal("ForgetInstance");
        _fleet.Story.World.ContainerInstances.Should().BeEmpty();
        FluentActions.Invoking(() => Deregister()).Should().Throw<ApiException>().WithMessage($"Referenced container instance {_machine.Id} not found.").Which.Code.Should().Be("ClientException");
    }

    [Test]
    public void One_with_tasks_has_to_be_forced()
    {
        _fleet.Story.Run(new RunTaskRequest { TaskDefinition = "web" });
        FluentActions.Invoking(() => Deregister()).Should().Throw<ApiException>().WithMessage("Found running tasks on the instance.").Which.Code.Should().Be("InvalidParameterException");
        _fleet.Now(_machine).Status.Should().Be("ACTIVE");
    }

    [Test]
    public void Forced_its_tasks_are_stopped_though_nobody_answers()
    {
        _fleet.Story.Run(new RunTaskRequest { TaskDefinition = "web" });
        _fleet.Settle();
        Deregister(force: true);
        _fleet.Story.Plan().Should().Equal("lose");

        var task = _fleet.Story.Task;
        task.LastStatus.Should().Be(EcsTaskStatus.Stopped);
        task.StoppedReason.Should().Be("Container instance deregistration forced by user");
        task.StopCode.Should().Be(TaskStopCode.UserInitiated);
        task.Containers.Should().OnlyContain(container => container.IsStopped && container.ExitCode == null);
        _fleet.Now(_machine).Remaining.Should().Be(_machine.Registered);
    }

    [Test]
    public void What_a_lost_container_still_tells_changes_nothing()
    {
        _fleet.Story.Run(new RunTaskRequest { TaskDefinition = "web" });
        Deregister(force: true);
        _fleet.Story.Plan();
        var stopped = _fleet.Story.Task;
        _fleet.Story.See(new ImagePulled(stopped.Id, "app", "sha256:1"), new ContainerStarted(stopped.Id, "app", "late", []), new ContainerExited(stopped.Id, "app", 1, null)).Should().BeEmpty();
        _fleet.Story.Task.Should().BeSameAs(stopped);
    }

    [Test]
    public void A_task_that_was_stopping_already_keeps_its_reason()
    {
        _fleet.Story.Run(new RunTaskRequest { TaskDefinition = "web" });
        _fleet.Settle();
        _fleet.Story.Stop("enough");
        Deregister(force: true);
        _fleet.Story.Plan();
        _fleet.Story.Task.Should().Match<EcsTask>(task => task.LastStatus == EcsTaskStatus.Stopped && task.StoppedReason == "enough");
    }

    [Test]
    public void A_service_starts_its_tasks_elsewhere()
    {
        _fleet.Serve("api", 2);
        _fleet.Settle();
        var other = _fleet.Story.AddInstance();
        _fleet.Story.Change(world => Reducer.Apply(world, new LoseInstance(_machine.Id, TaskStopCode.TerminationNotice, InstanceLoss.Terminated(_machine.Ec2InstanceId), "The machine is gone."), _fleet.Story.Now));
        _fleet.Story.Plan();
        _fleet.Settle();
        _fleet.On(other).Should().HaveCount(2).And.OnlyContain(task => task.LastStatus == EcsTaskStatus.Running);
        _fleet.Tasks.Where(task => !task.IsWanted).Should().HaveCount(2).And.OnlyContain(task => task.StoppedReason == "Host EC2 (instance i-0123456789abcdef0) terminated.");
    }

    [Test]
    public void A_cluster_without_registered_instances_can_be_deleted()
    {
        Deregister();
        _fleet.Story.Change(world => Orchestration.Clusters.ClusterRules.Delete(world, new() { Cluster = "default" }).World);
        _fleet.Story.World.Clusters["default"].IsActive.Should().BeFalse();
    }
}
