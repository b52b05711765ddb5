using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Stories;

/// <summary>What becomes of an image: by default it is pulled, starts, and is healthy if somebody checks.</summary>
internal sealed record Behaviour
{
    public static Behaviour Good { get; } = new();

    /// <summary>The pull fails with this.</summary>
    public string? PullError { get; init; }

    /// <summary>What its tag stands for now.</summary>
    public string Digest { get; init; } = "sha256:1";

    /// <summary>How long after its start it exits; null for never.</summary>
    public TimeSpan? ExitsAfter { get; init; }

    public int ExitCode { get; init; } = 1;

    /// <summary>How long after its start its health check says HEALTHY; null for never.</summary>
    public TimeSpan? HealthyAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long after its start its health check says UNHEALTHY; null for never.</summary>
    public TimeSpan? UnhealthyAfter { get; init; }

    /// <summary>How long after its registration load balancers find it healthy; null for never.</summary>
    public TimeSpan? TargetHealthyAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after its registration it fails their checks; null for never.</summary>
    public TimeSpan? TargetFailsAfter { get; init; }
}

/// <summary>
/// The world around the core: whatever was asked for is answered after a fixed time, in a fixed order. A network interface
/// takes a second to come and to go, a pull two, a start one, a stop one.
/// </summary>
internal sealed class Surroundings
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly PriorityQueue<Observation, (DateTimeOffset At, int Number)> _coming = new();
    private readonly Dictionary<string, Behaviour> _behaviours = [];
    private int _numbers;
    private int _addresses;

    /// <summary>When the next thing happens; null when nothing is under way.</summary>
    public DateTimeOffset? Next => _coming.TryPeek(out _, out var priority) ? priority.At : null;

    /// <summary>From now on the image behaves like this.</summary>
    public Behaviour this[string image]
    {
        get => _behaviours.GetValueOrDefault(image, Behaviour.Good);
        set => _behaviours[image] = value;
    }

    /// <summary>What happens at <paramref name="now"/> or has happened before it.</summary>
    public IEnumerable<Observation> Happened(DateTimeOffset now)
    {
        while (Next <= now) yield return _coming.Dequeue();
    }

    /// <summary>Carries a decision out.</summary>
    public void Do(Decision decision, World world, DateTimeOffset now)
    {
        switch (decision)
        {
            case ProvisionTask about:
                // 172.31.0.4, then 172.31.0.5, … 172.31.0.253, then 172.31.1.4.
                Later(now + Second, new TaskProvisioned(about.TaskId, "eni-1", "02:00:00:00:00:01", $"172.31.{_addresses / 250}.{4 + _addresses++ % 250}"));
                break;
            case PullImage pull:
                var container = world.Tasks[pull.TaskId].Container(pull.Container);
                var image = this[container.Image];
                Later(now + 2 * Second, image.PullError is { } error
                    ? new ContainerNotStarted(pull.TaskId, pull.Container, error)
                    : new ImagePulled(pull.TaskId, pull.Container, container.ImageDigest ?? image.Digest));
                break;
            case StartContainer start:
                Start(start, world, now + Second);
                break;
            case StopContainer stop:
                Later(now + Second, new ContainerExited(stop.TaskId, stop.Container, 0, null));
                break;
            case RegisterTargets register:
                Check(register, world, now);
                break;
            case ReleaseTask about:
                Later(now + Second, new TaskReleased(about.TaskId));
                break;
            default:
                break;
        }
    }

    /// <summary>Load balancers come to a result after a while.</summary>
    private void Check(RegisterTargets register, World world, DateTimeOffset now)
    {
        var behaviour = this[world.Tasks[register.TaskId].Containers[0].Image];
        foreach (var target in register.Places.Select(place => world.Targets[ElbTarget.KeyOf(place.GroupKey, place.Id, place.Port)]))
        {
            if (behaviour.TargetHealthyAfter is { } healthy) Later(now + healthy, new TargetHealthChanged(target.Key, target.RegisteredAt, "healthy", null, null));
            if (behaviour.TargetFailsAfter is { } fails)
                Later(now + fails, new TargetHealthChanged(target.Key, target.RegisteredAt, "unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [502]"));
        }
    }

    private void Start(StartContainer start, World world, DateTimeOffset at)
    {
        var task = world.Tasks[start.TaskId];
        var behaviour = this[task.Container(start.Container).Image];
        Later(at, new ContainerStarted(start.TaskId, start.Container, $"run-of-{start.Container}-{task.Container(start.Container).Restarts}", Bindings(world, task, start.Container)));
        if (IsChecked(world, task, start.Container))
        {
            if (behaviour.HealthyAfter is { } healthy) Later(at + healthy, new ContainerHealthChanged(start.TaskId, start.Container, ContainerHealth.Healthy));
            if (behaviour.UnhealthyAfter is { } unhealthy) Later(at + unhealthy, new ContainerHealthChanged(start.TaskId, start.Container, ContainerHealth.Unhealthy));
        }
        if (behaviour.ExitsAfter is { } exits) Later(at + exits, new ContainerExited(start.TaskId, start.Container, behaviour.ExitCode, null));
    }

    private static ValueList<NetworkBinding> Bindings(World world, EcsTask task, string container) =>
        (world.TaskDefinitions[task.DefinitionKey].Definition.ContainerDefinitions!.First(each => each.Name == container).PortMappings ?? [])
            .Where(port => task.Network is null && port.HostPort > 0)
            .Select(port => new NetworkBinding { ContainerPort = port.ContainerPort, HostPort = port.HostPort, Protocol = port.Protocol, BindIP = "0.0.0.0" })
            .ToValueList();

    private void Later(DateTimeOffset at, Observation observation) => _coming.Enqueue(observation, (at, _numbers++));

    private static bool IsChecked(World world, EcsTask task, string container) =>
        world.TaskDefinitions[task.DefinitionKey].Definition.ContainerDefinitions!.Any(each => each.Name == container && each.HealthCheck is not null);
}
