namespace Workbook.Server.Metadata;

/// <summary>
/// What <c>${ECS_CONTAINER_METADATA_URI_V4}/stats</c> answers: Docker's ContainerStats and the rates that ECS adds. Members
/// are written in snake case (<c>cpu_stats</c>); what is null is left out.
/// </summary>
internal sealed record ContainerStats
{
    public required DateTimeOffset Read { get; init; }

    /// <summary>When it was measured before; Go's zero time when it was not.</summary>
    public required DateTimeOffset Preread { get; init; }
    public EmptyStats PidsStats { get; } = new();
    public required BlockStats BlkioStats { get; init; }

    /// <summary>Of Windows.</summary>
    public int NumProcs { get; }

    /// <inheritdoc cref="NumProcs"/>
    public EmptyStats StorageStats { get; } = new();
    public required CpuStats CpuStats { get; init; }
    public required CpuStats PrecpuStats { get; init; }
    public required MemoryStats MemoryStats { get; init; }
    public required string Name { get; init; }
    public required string Id { get; init; }

    /// <summary>By the name of the interface.</summary>
    public IReadOnlyDictionary<string, InterfaceStats>? Networks { get; init; }
    public NetworkRateStats? NetworkRateStats { get; init; }
}

/// <summary>Members of Docker's shape of which nothing is measured.</summary>
internal sealed record EmptyStats;

/// <summary>Processor time in nanoseconds.</summary>
internal sealed record CpuStats(CpuUsage CpuUsage, long? SystemCpuUsage, int? OnlineCpus)
{
    public ThrottlingStats ThrottlingData { get; } = new(0, 0, 0);
}

/// <summary>Nanoseconds. It is not measured how much of it was spent in the kernel.</summary>
internal sealed record CpuUsage(long TotalUsage, long UsageInKernelmode, long UsageInUsermode);

/// <summary>How often the container was held back; not measured.</summary>
internal sealed record ThrottlingStats(long Periods, long ThrottledPeriods, long ThrottledTime);

/// <summary>Bytes.</summary>
internal sealed record MemoryStats(long Usage, long Limit);

/// <summary>Block devices. Docker counts more than is measured here.</summary>
internal sealed record BlockStats(IReadOnlyList<BlockEntry> IoServiceBytesRecursive)
{
    public IReadOnlyList<BlockEntry> IoServicedRecursive { get; } = [];
    public IReadOnlyList<BlockEntry> IoQueueRecursive { get; } = [];
    public IReadOnlyList<BlockEntry> IoServiceTimeRecursive { get; } = [];
    public IReadOnlyList<BlockEntry> IoWaitTimeRecursive { get; } = [];
    public IReadOnlyList<BlockEntry> IoMergedRecursive { get; } = [];
    public IReadOnlyList<BlockEntry> IoTimeRecursive { get; } = [];
    public IReadOnlyList<BlockEntry> SectorsRecursive { get; } = [];
}

/// <summary>Bytes of one kind; all devices together, so that the device is 0:0.</summary>
internal sealed record BlockEntry(int Major, int Minor, string Op, long Value);

/// <summary>Of a network interface.</summary>
internal sealed record InterfaceStats(long RxBytes, long RxPackets, long RxErrors, long RxDropped, long TxBytes, long TxPackets, long TxErrors, long TxDropped);

/// <summary>What ECS adds to Docker's statistics.</summary>
internal sealed record NetworkRateStats(double RxBytesPerSec, double TxBytesPerSec);
