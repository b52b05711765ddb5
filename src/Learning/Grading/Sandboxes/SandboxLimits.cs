namespace Workbook.Learning.Grading;

/// <summary>What a submission may use, with all that it starts.</summary>
public sealed record SandboxLimits
{
    /// <summary>On the machine's clock; long enough for a machine that is busy with others.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Resident memory of all its processes together, in bytes.</summary>
    public long Memory { get; init; } = 1L << 30;

    /// <summary>Of one file, in bytes.</summary>
    public long FileSize { get; init; } = 16L << 20;

    /// <summary>Of all its files together, in bytes.</summary>
    public long Files { get; init; } = 64L << 20;

    /// <summary>Processes and threads: .NET itself has some twenty.</summary>
    public int Processes { get; init; } = 128;

    /// <summary>Open files and sockets of one process.</summary>
    public int OpenFiles { get; init; } = 512;
}
