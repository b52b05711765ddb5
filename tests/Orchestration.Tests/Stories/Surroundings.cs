using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
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
                Later(now + Second, new TaskProvisioned(about.TaskId, "eni-1", "02:00:00:00:00:01", "172.31.0.4"));
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
            case ReleaseTask about:
                Later(now + Second, new TaskReleased(about.TaskId));
                break;
            default:
                break;
        }
    }

    private void Start(StartContainer start, World world, DateTimeOffset at)
    {
        var task = world.Tasks[start.TaskId];
        var behaviour = this[task.Container(start.Container).Image];
        Later(at, new ContainerStarted(start.TaskId, start.Container, $"run-of-{start.Container}-{task.Container(start.Container).Restarts}", []));
        if (IsChecked(world, task, start.Container))
        {
            if (behaviour.HealthyAfter is { } healthy) Later(at + healthy, new ContainerHealthChanged(start.TaskId, start.Container, ContainerHealth.Healthy));
            if (behaviour.UnhealthyAfter is { } unhealthy) Later(at + unhealthy, new ContainerHealthChanged(start.TaskId, start.Container, ContainerHealth.Unhealthy));
        }
        if (behaviour.ExitsAfter is { } exits) Later(at + exits, new ContainerExited(start.TaskId, start.Container, behaviour.ExitCode, null));
    }

    private void Later(DateTimeOffset at, Observation observation) => _coming.Enqueue(observation, (at, _numbers++));

    private static bool IsChecked(World world, EcsTask task, string container) =>
        world.TaskDefinitions[task.DefinitionKey].Definition.ContainerDefinitions!.Any(each => each.Name == container && each.HealthCheck is not null);
}
