using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>A task: what was asked for, how far it has come, and why it stopped.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="ClusterName">The cluster it runs in.</param>
/// <param name="DefinitionKey">The key of its <see cref="TaskDefinitions.TaskDefinitionRevision"/>.</param>
public sealed record EcsTask(string Id, string ClusterName, string DefinitionKey)
{
    public required string Family { get; init; }

    /// <summary><c>family:NAME</c>, <c>service:NAME</c>, or what the caller chose.</summary>
    public required string Group { get; init; }
    public string? StartedBy { get; init; }

    /// <summary>The service it belongs to; <see cref="StartedBy"/> is then the deployment's or task set's id.</summary>
    public string? ServiceName { get; init; }

    /// <summary>EC2, FARGATE or EXTERNAL.</summary>
    public required string LaunchType { get; init; }
    public string? CapacityProviderName { get; init; }

    /// <summary>Such as <c>1.4.0</c>; Fargate only.</summary>
    public string? PlatformVersion { get; init; }

    /// <summary>Such as <c>Linux</c>; Fargate only.</summary>
    public string? PlatformFamily { get; init; }
    public string? ContainerInstanceId { get; init; }

    /// <summary>What it takes away from its container instance.</summary>
    public InstanceResources Reserved { get; init; } = InstanceResources.None;
    public required string AvailabilityZone { get; init; }

    /// <summary>CPU units, 1024 to a vCPU.</summary>
    public string? Cpu { get; init; }

    /// <summary>MiB.</summary>
    public string? Memory { get; init; }
    public int? EphemeralStorageGiB { get; init; }
    public TaskOverride Overrides { get; init; } = new();
    public ValueList<Tag> Tags { get; init; } = [];
    public bool EnableExecuteCommand { get; init; }

    /// <summary>What the caller said of the network; awsvpc only.</summary>
    public AwsVpcConfiguration? VpcConfiguration { get; init; }
    public TaskNetwork? Network { get; init; }
    public required ValueList<EcsContainer> Containers { get; init; }

    public EcsTaskStatus LastStatus { get; init; }

    /// <summary>True while it should run; false once it has to end, for whatever reason.</summary>
    public bool IsWanted { get; init; } = true;

    /// <summary>Where it may be placed, as long as it waits for a capacity provider to make room; null else.</summary>
    public WaitingForRoom? WaitingFor { get; init; }

    /// <summary>True while it is PROVISIONING because no instance of its capacity provider has room.</summary>
    public bool IsWaiting => WaitingFor is not null && IsWanted;

    /// <summary>True once what it ran on is gone: nobody answers any more, and the planner ends it by itself.</summary>
    public bool IsLost { get; init; }

    /// <summary>True for a task of a daemon service: it does not keep a container instance from being scaled in.</summary>
    public bool IsDaemon { get; init; }

    /// <summary>True once the runtime was asked to provision it, until it was released.</summary>
    public bool IsProvisioned { get; init; }

    /// <summary>One of <see cref="TaskStopCode"/>.</summary>
    public string? StopCode { get; init; }
    public string? StoppedReason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ConnectivityAt { get; init; }
    public DateTimeOffset? PullStartedAt { get; init; }
    public DateTimeOffset? PullStoppedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? StoppingAt { get; init; }
    public DateTimeOffset? ExecutionStoppedAt { get; init; }
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Counts the changes of status, as the API's <c>version</c> does.</summary>
    public long Version { get; init; } = 1;

    /// <summary>When the planner has to look at it though nothing happened.</summary>
    public Wake? NextWake { get; init; }

    /// <summary>Until when neither a scale-in nor a deployment stops it; null while it is not protected (see "Protect your Amazon ECS tasks from being terminated by scale-in events").</summary>
    public DateTimeOffset? ProtectedUntil { get; init; }

    public bool IsProtected => IsWanted && ProtectedUntil is not null;

    public string DesiredStatus => IsWanted ? "RUNNING" : "STOPPED";

    /// <summary>What its essential containers' health checks say together; kept by <see cref="TaskHealth"/>.</summary>
    public ContainerHealth Health { get; init; }

    /// <summary>True when an essential container has a health check.</summary>
    public bool HasHealthCheck { get; init; }

    /// <summary>What the load balancers find to which it belongs.</summary>
    public TargetsHealth TargetsHealth { get; init; }

    /// <summary>True while it does its work: it runs, is HEALTHY if it has a health check, and its load balancers find it healthy.</summary>
    public bool IsHealthy => LastStatus == EcsTaskStatus.Running && (!HasHealthCheck || Health == ContainerHealth.Healthy) && TargetsHealth is (TargetsHealth.None or TargetsHealth.Healthy);

    /// <summary>True while it runs with a health check that fails, its own or a load balancer's.</summary>
    public bool IsUnhealthy => LastStatus == EcsTaskStatus.Running && (Health == ContainerHealth.Unhealthy || TargetsHealth == TargetsHealth.Unhealthy);

    /// <summary>True once it has been <see cref="IsHealthy"/>.</summary>
    public bool WasHealthy { get; init; }

    /// <exception cref="InvalidOperationException">The task has no container of that name.</exception>
    public EcsContainer Container(string name) => Containers.First(container => container.Name == name);

    public EcsTask With(EcsContainer container) => this with
    {
        Containers = Containers.Select(each => each.Name == container.Name ? container : each).ToValueList(),
    };
}
