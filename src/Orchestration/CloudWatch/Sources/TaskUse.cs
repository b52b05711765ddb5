namespace Workbook.Orchestration.CloudWatch.Sources;

/// <summary>What a task used in one minute, on average.</summary>
/// <param name="Cpu">CPU units, 1024 to a vCPU.</param>
/// <param name="Memory">MiB.</param>
public sealed record TaskUse(double Cpu, double Memory)
{
    /// <summary>Bytes a second.</summary>
    public double NetworkReceived { get; init; }

    /// <inheritdoc cref="NetworkReceived"/>
    public double NetworkSent { get; init; }

    /// <inheritdoc cref="NetworkReceived"/>
    public double StorageRead { get; init; }

    /// <inheritdoc cref="NetworkReceived"/>
    public double StorageWritten { get; init; }
}
