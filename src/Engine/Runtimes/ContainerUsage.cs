namespace Workbook.Engine.Runtimes;

/// <summary>What a container had used at one moment; the counters begin at its start.</summary>
/// <param name="MeasuredAt">When.</param>
/// <param name="Cpu">Processor time.</param>
/// <param name="SystemCpu">Processor time of the whole machine, all of its processors together.</param>
/// <param name="Processors">How many processors the machine has.</param>
/// <param name="MemoryBytes">Memory in use, without the page cache that can be given back.</param>
/// <param name="MemoryLimitBytes">What it may use at most.</param>
/// <param name="Network">Bytes and packets of its network namespace.</param>
/// <param name="ReadBytes">Read from block devices.</param>
/// <param name="WrittenBytes">Written to block devices.</param>
public sealed record ContainerUsage(
    DateTimeOffset MeasuredAt,
    TimeSpan Cpu,
    TimeSpan SystemCpu,
    int Processors,
    long MemoryBytes,
    long MemoryLimitBytes,
    NetworkUsage Network,
    long ReadBytes,
    long WrittenBytes);

/// <summary>What went over a task's network interface since it was made.</summary>
public sealed record NetworkUsage(long ReceivedBytes, long ReceivedPackets, long SentBytes, long SentPackets);
