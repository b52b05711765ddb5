namespace Workbook.Server.Tests.Metadata;

/// <summary>The members that AWS's own examples show, in their order.</summary>
internal static class Documented
{
    private const string Start = """
        DockerId Name DockerName Image ImageID
        Labels.com.amazonaws.ecs.cluster Labels.com.amazonaws.ecs.container-name Labels.com.amazonaws.ecs.task-arn
        Labels.com.amazonaws.ecs.task-definition-family Labels.com.amazonaws.ecs.task-definition-version
        DesiredStatus KnownStatus Limits.CPU Limits.Memory CreatedAt StartedAt Type

        """;

    private const string Log = """
        LogDriver LogOptions.awslogs-create-group LogOptions.awslogs-group LogOptions.awslogs-region LogOptions.awslogs-stream

        """;

    /// <summary>"Amazon ECS task metadata v4 examples", container metadata: a task on EC2 in the awsvpc network mode.</summary>
    public const string ContainerOnEc2 = Start + Log + """
        ContainerARN
        Networks.NetworkMode Networks.IPv4Addresses Networks.AttachmentIndex Networks.MACAddress Networks.IPv4SubnetCIDRBlock
        Networks.PrivateDNSName Networks.SubnetGatewayIpv4Address
        """;

    /// <summary>
    /// "Amazon ECS task metadata v4 examples for tasks on Fargate", container metadata. The example has the networks before
    /// the logs; what Fargate answers nowadays has the order of the agent, and so has this.
    /// </summary>
    public const string ContainerOnFargate = Start + Log + """
        ContainerARN
        Networks.NetworkMode Networks.IPv4Addresses Networks.AttachmentIndex Networks.MACAddress Networks.IPv4SubnetCIDRBlock
        Networks.DomainNameServers Networks.DomainNameSearchList Networks.PrivateDNSName Networks.SubnetGatewayIpv4Address
        Snapshotter
        """;

    /// <summary>The example on EC2, without the members of containers, and what agents have told since: FaultInjectionEnabled.</summary>
    public const string TaskOnEc2 = """
        Cluster TaskARN Family Revision DesiredStatus KnownStatus PullStartedAt PullStoppedAt AvailabilityZone
        TaskTags.owner ContainerInstanceTags.rack LaunchType Containers FaultInjectionEnabled
        """;

    /// <summary>The example on Fargate, without the members of containers; LaunchType is before them nowadays.</summary>
    public const string TaskOnFargate = """
        Cluster TaskARN Family Revision DesiredStatus KnownStatus Limits.CPU Limits.Memory PullStartedAt PullStoppedAt AvailabilityZone
        LaunchType Containers
        ClockDrift.ClockErrorBound ClockDrift.ReferenceTimestamp ClockDrift.ClockSynchronizationStatus
        EphemeralStorageMetrics.Utilized EphemeralStorageMetrics.Reserved
        """;

    /// <summary>The example of container stats, without what is not measured: processors one by one, Docker's counters of memory.</summary>
    public const string Stats = """
        read preread pids_stats
        blkio_stats.io_service_bytes_recursive.major blkio_stats.io_service_bytes_recursive.minor blkio_stats.io_service_bytes_recursive.op blkio_stats.io_service_bytes_recursive.value
        blkio_stats.io_serviced_recursive blkio_stats.io_queue_recursive blkio_stats.io_service_time_recursive blkio_stats.io_wait_time_recursive
        blkio_stats.io_merged_recursive blkio_stats.io_time_recursive blkio_stats.sectors_recursive
        num_procs storage_stats
        cpu_stats.cpu_usage.total_usage cpu_stats.cpu_usage.usage_in_kernelmode cpu_stats.cpu_usage.usage_in_usermode
        cpu_stats.system_cpu_usage cpu_stats.online_cpus
        cpu_stats.throttling_data.periods cpu_stats.throttling_data.throttled_periods cpu_stats.throttling_data.throttled_time
        precpu_stats.cpu_usage.total_usage precpu_stats.cpu_usage.usage_in_kernelmode precpu_stats.cpu_usage.usage_in_usermode
        precpu_stats.system_cpu_usage precpu_stats.online_cpus
        precpu_stats.throttling_data.periods precpu_stats.throttling_data.throttled_periods precpu_stats.throttling_data.throttled_time
        memory_stats.usage memory_stats.limit
        name id
        networks.eth1.rx_bytes networks.eth1.rx_packets networks.eth1.rx_errors networks.eth1.rx_dropped
        networks.eth1.tx_bytes networks.eth1.tx_packets networks.eth1.tx_errors networks.eth1.tx_dropped
        network_rate_stats.rx_bytes_per_sec network_rate_stats.tx_bytes_per_sec
        """;
}
