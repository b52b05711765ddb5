using Workbook.Orchestration.CloudWatch.Sources;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>Work that a simulated server was asked for: it uses CPU and memory for a while.</summary>
/// <param name="Cpu">CPU units, 1024 to a vCPU.</param>
/// <param name="Memory">MiB.</param>
public sealed record Burn(DateTimeOffset From, DateTimeOffset Until, double Cpu, double Memory)
{
    /// <summary>
    /// What it uses on average in a while: 512 CPU units for the first half of a minute are 256 in the minute.
    /// </summary>
    public TaskUse During(DateTimeOffset begin, TimeSpan length)
    {
        var end = begin + length;
        var overlap = (Until < end ? Until : end) - (From > begin ? From : begin);
        var part = overlap > TimeSpan.Zero ? overlap / length : 0;
        return new(Cpu * part, Memory * part);
    }
}
