using Workbook.Engine.Time;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;
using Task = System.Threading.Tasks.Task;

namespace Workbook.Engine.Tests.Life;

/// <summary>A machine that is gone takes its containers with it: the runtime forgets them, whatever it was about to do.</summary>
public class LostMachineTests
{
    private TestEngine _engine = null!;
    private string _machine = null!;
    private string _task = null!;

    [SetUp]
    public async Task OneTaskOnAMachine()
    {
        _engine = await TestEngine.StartAsync(ClockMode.Manual);
        (_machine, _task) = await _engine.Engine.Store.UpdateAsync(TestEngine.Scope, (world, now) =>
        {
            world = ClusterRules.Create(world, new()).World;
            (world, var machine) = InstanceRules.Register(world, new()
            {
                TotalResources = [new() { Name = "CPU", IntegerValue = 2048 }, new() { Name = "MEMORY", IntegerValue = 4096 }],
            }, ResourceIds.Random.NewId(), ResourceIds.Random.NewInstanceId(), now);
            (world, _) = TaskDefinitionRegistry.Register(world, new() { Family = "web", ContainerDefinitions = [new() { Name = "app", Image = "nginx", Memory = 128 }] }, "me", now);
            (world, var tasks, _) = RunTask.Apply(world, new() { TaskDefinition = "web" }, [ResourceIds.Random.NewId()], now);
            return (world, (machine.Id, tasks.Single().Id));
        });
    }

    [TearDown]
    public async Task Stop() => await _engine.DisposeAsync();

    private async Task LoseAsync()
    {
        await _engine.Engine.Store.UpdateAsync(TestEngine.Scope, (world, now) =>
            (Reducer.Apply(world, new LoseInstance(_machine, TaskStopCode.TerminationNotice, InstanceLoss.Terminated("i-1"), "The test says so."), now), _machine));
        await _engine.RestAsync();
    }

    [Test]
    public async Task What_runs_is_forgotten()
    {
        await _engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        _engine.Engine.Simulation.Count.Should().Be(1);
        await LoseAsync();
        _engine.Engine.Simulation.Count.Should().Be(0);
        _engine.StatusOf(_task).Should().Be(EcsTaskStatus.Stopped);
    }

    [Test]
    public async Task What_is_under_way_never_happens()
    {
        await _engine.AdvanceAsync(1);
        _engine[_task].Containers.Single().Status.Should().Be(ContainerStatus.Pulling);
        await LoseAsync();
        var stopped = _engine[_task];
        await _engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        _engine.Engine.Simulation.Count.Should().Be(0);
        _engine[_task].Should().BeSameAs(stopped);
        stopped.Containers.Single().StartedAt.Should().BeNull();
    }
}
