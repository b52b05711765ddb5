using System.Globalization;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Capacity;

/// <summary>A story of many tasks: all containers do well unless a test says otherwise.</summary>
internal sealed class Fleet
{
    private int _rollouts;

    public Story Story { get; } = new();

    public IEnumerable<EcsTask> Tasks => Story.World.Tasks.Values;

    public IEnumerable<EcsTask> Active => Tasks.Where(task => task.LastStatus != EcsTaskStatus.Stopped);

    /// <summary>The tasks on an instance that are not STOPPED.</summary>
    public IEnumerable<EcsTask> On(Instance instance) => Active.Where(task => task.ContainerInstanceId == instance.Id);

    public Instance Now(Instance instance) => Story.World.ContainerInstances[instance.Id];

    /// <summary>One container with 512 CPU units and 1024 MiB: four fill a machine of 2048 and 4096.</summary>
    public void Define(string family = "web") =>
        Story.Register(Requests.Ec2(Requests.App with { Cpu = 512, Memory = 1024 }) with { Family = family });

    public EcsService Serve(string name, int desired, Func<CreateServiceRequest, CreateServiceRequest>? change = null)
    {
        var request = new CreateServiceRequest { ServiceName = name, TaskDefinition = "web", DesiredCount = desired };
        var number = (++_rollouts).ToString("D19", CultureInfo.InvariantCulture);
        var ids = new ServiceIds("ecs-svc/" + number, number, number.PadLeft(21, '0'));
        var service = Story.Change(world => CreateService.Apply(world, change?.Invoke(request) ?? request, ids, "me", Story.Now));
        Story.Plan();
        return service;
    }

    public IReadOnlyList<string> Drain(Instance instance, string status = "DRAINING")
    {
        Story.Change(world => InstanceStates.Update(world, new() { ContainerInstances = [instance.Id], Status = status }).World);
        return Story.Plan();
    }

    /// <summary>Lets everything go well until nothing is under way.</summary>
    public void Settle()
    {
        for (var round = 0; ; round++)
        {
            round.Should().BeLessThan(200, "the tasks have to come to rest");
            var seen = Active.SelectMany(Next).ToArray();
            if (seen.Length == 0) return;
            Story.See(seen);
        }
    }

    /// <summary>Time passes as it does with a clock, and what was asked of the runtime is done at once.</summary>
    public void Pass(TimeSpan time)
    {
        var until = Story.Now + time;
        Story.Plan();
        Settle();
        while (new[] { Story.World.Agenda.NextProgressAt, Story.World.Agenda.NextUpkeepAt }.Where(at => at <= until).Min() is { } next)
        {
            Story.After(next - Story.Now);
            Settle();
        }
        Story.After(until - Story.Now);
        Settle();
    }

    private static IEnumerable<Observation> Next(EcsTask task)
    {
        if (task.LastStatus == EcsTaskStatus.Provisioning && task.IsProvisioned) yield return new TaskProvisioned(task.Id, "eni-1", "02:00:00:00:00:01", "172.31.0.4");
        if (task.LastStatus == EcsTaskStatus.Deprovisioning) yield return new TaskReleased(task.Id);
        foreach (var container in task.Containers)
        {
            if (container.Status == ContainerStatus.Pulling) yield return new ImagePulled(task.Id, container.Name, "sha256:1");
            else if (container.Status == ContainerStatus.Starting) yield return new ContainerStarted(task.Id, container.Name, "run-" + container.Id, []);
            else if (container.Status == ContainerStatus.Stopping) yield return new ContainerExited(task.Id, container.Name, 0, null);
        }
    }
}
