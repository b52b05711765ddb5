using Workbook.Engine.Runtimes;

namespace Workbook.Server.Metadata;

/// <summary>The two last measurements of a container that differ, since a rate needs both.</summary>
internal sealed class UsageHistory
{
    private readonly Lock _gate = new();
    private ContainerUsage? _before;
    private ContainerUsage? _last;

    /// <summary>Takes note of the newest measurement; the one before it is null the first time, and after a restart of the container.</summary>
    public (ContainerUsage? Before, ContainerUsage Last) Note(ContainerUsage usage)
    {
        lock (_gate)
        {
            if (_last?.MeasuredAt != usage.MeasuredAt)
            {
                // The counters of a container that was started again begin at zero.
                _before = _last?.Cpu <= usage.Cpu ? _last : null;
                _last = usage;
            }
            return (_before, _last!);
        }
    }
}
