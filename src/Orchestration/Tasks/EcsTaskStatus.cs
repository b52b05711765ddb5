namespace Workbook.Orchestration.Tasks;

/// <summary>A task's lifecycle, in the order in which it is passed through (see "Amazon ECS task lifecycle").</summary>
public enum EcsTaskStatus
{
    /// <summary>What it needs before its containers, such as its network interface, is being made.</summary>
    Provisioning,

    /// <summary>Images are pulled and containers started.</summary>
    Pending,

    /// <summary>All containers run; what follows the start, such as registering with a load balancer, is being done.</summary>
    Activating,
    Running,

    /// <summary>What precedes the stop, such as leaving a load balancer, is being done.</summary>
    Deactivating,

    /// <summary>Containers are told to stop.</summary>
    Stopping,

    /// <summary>What it needed besides containers is given back.</summary>
    Deprovisioning,
    Stopped,
}

/// <summary>How far a container has come.</summary>
public enum ContainerStatus
{
    /// <summary>Nothing was done for it yet.</summary>
    None,
    Pulling,
    Pulled,
    Starting,
    Running,
    Stopping,
    Stopped,
}

/// <summary>What a container's health check says.</summary>
public enum ContainerHealth
{
    /// <summary>No health check is defined, or it has not spoken yet.</summary>
    Unknown,
    Healthy,
    Unhealthy,
}

/// <summary>The names that the API uses.</summary>
public static class StatusNames
{
    /// <summary>Such as <c>PROVISIONING</c>.</summary>
    public static string ToApi(this EcsTaskStatus status) => status switch
    {
        EcsTaskStatus.Provisioning => "PROVISIONING",
        EcsTaskStatus.Pending => "PENDING",
        EcsTaskStatus.Activating => "ACTIVATING",
        EcsTaskStatus.Running => "RUNNING",
        EcsTaskStatus.Deactivating => "DEACTIVATING",
        EcsTaskStatus.Stopping => "STOPPING",
        EcsTaskStatus.Deprovisioning => "DEPROVISIONING",
        EcsTaskStatus.Stopped => "STOPPED",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A container is PENDING until it runs: the API does not show pulls and creations.</summary>
    public static string ToApi(this ContainerStatus status) => status switch
    {
        ContainerStatus.None or ContainerStatus.Pulling or ContainerStatus.Pulled or ContainerStatus.Starting => "PENDING",
        ContainerStatus.Running or ContainerStatus.Stopping => "RUNNING",
        ContainerStatus.Stopped => "STOPPED",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Such as <c>HEALTHY</c>.</summary>
    public static string ToApi(this ContainerHealth health) => health switch
    {
        ContainerHealth.Unknown => "UNKNOWN",
        ContainerHealth.Healthy => "HEALTHY",
        ContainerHealth.Unhealthy => "UNHEALTHY",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
