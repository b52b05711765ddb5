using Workbook.Orchestration.Placement;

namespace Workbook.Orchestration.Capacity;

/// <summary>How many empty machines some tasks need: each goes to the first machine that has room, large ones first.</summary>
internal static class BinPacking
{
    /// <param name="size">What each machine has.</param>
    /// <param name="tasks">What each task takes, and the group that it must not share a machine with; null when it may.</param>
    /// <returns>0 for tasks that no machine of this size can take: more machines would not help them.</returns>
    public static int MachinesFor(InstanceResources size, IEnumerable<(InstanceResources Wanted, string? Apart)> tasks)
    {
        var machines = new List<Bin>();
        foreach (var (wanted, apart) in tasks.OrderByDescending(task => task.Wanted.Memory).ThenByDescending(task => task.Wanted.Cpu))
        {
            if (!Fits(size, wanted)) continue;
            var machine = machines.Find(each => Fits(each.Free, wanted) && (apart is null || !each.Groups.Contains(apart)));
            if (machine is null) machines.Add(machine = new(size));
            machine.Free = machine.Free.Less(wanted);
            if (apart is not null) machine.Groups.Add(apart);
        }
        return machines.Count;
    }

    private static bool Fits(InstanceResources free, InstanceResources wanted) =>
        wanted.Cpu <= free.Cpu && wanted.Memory <= free.Memory && wanted.Gpus <= free.Gpus
        && !wanted.TcpPorts.Any(free.TcpPorts.Contains) && !wanted.UdpPorts.Any(free.UdpPorts.Contains);

    private sealed class Bin(InstanceResources free)
    {
        public InstanceResources Free { get; set; } = free;

        public HashSet<string> Groups { get; } = new(StringComparer.Ordinal);
    }
}
