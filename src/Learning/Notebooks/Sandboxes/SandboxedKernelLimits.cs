namespace Workbook.Learning.Notebooks;

/// <summary>What a kernel in a sandbox may use, with all that its cells start. There is no limit of time: it lives as long as somebody works with it.</summary>
public sealed record SandboxedKernelLimits
{
    /// <summary>Resident memory of all its processes together, in bytes; looked at once a second. Who has more is ended.</summary>
    public long Memory { get; init; } = 768L << 20;

    /// <summary>Of what cells make in .NET, in bytes: beyond it a cell gets an <see cref="OutOfMemoryException"/>, and the kernel lives on.</summary>
    public long Heap { get; init; } = 512L << 20;

    /// <summary>Of each of its temporary file systems, in bytes.</summary>
    public long Files { get; init; } = 64L << 20;

    /// <summary>Processes and threads: .NET itself has some twenty.</summary>
    public int Processes { get; init; } = 256;

    /// <summary>Open files and sockets of one process.</summary>
    public int OpenFiles { get; init; } = 1024;

    /// <summary>Connections to its engine at a time; further ones wait.</summary>
    public int Connections { get; init; } = 128;
}
