using System.Collections.Immutable;
using Workbook.Shapes;

namespace Workbook.Orchestration.Placement;

/// <summary>What a container instance has, or a task takes.</summary>
/// <param name="Cpu">CPU units, 1024 to a vCPU.</param>
/// <param name="Memory">MiB.</param>
/// <param name="Gpus">Whole GPUs.</param>
/// <param name="TcpPorts">Host ports in use; empty in what is free.</param>
/// <param name="UdpPorts">Host ports in use.</param>
public sealed record InstanceResources(int Cpu, int Memory, int Gpus, ValueList<int> TcpPorts, ValueList<int> UdpPorts)
{
    public static InstanceResources None { get; } = new(0, 0, 0, [], []);

    /// <summary>What is left of this after <paramref name="taken"/>: amounts shrink, used ports are added.</summary>
    public InstanceResources Less(InstanceResources taken) => new(
        Cpu - taken.Cpu,
        Memory - taken.Memory,
        Gpus - taken.Gpus,
        TcpPorts.Concat(taken.TcpPorts).ToValueList(),
        UdpPorts.Concat(taken.UdpPorts).ToValueList());

    /// <summary>The inverse of <see cref="Less"/>.</summary>
    public InstanceResources Plus(InstanceResources given) => new(
        Cpu + given.Cpu,
        Memory + given.Memory,
        Gpus + given.Gpus,
        Without(TcpPorts, given.TcpPorts),
        Without(UdpPorts, given.UdpPorts));

    private static ValueList<int> Without(ValueList<int> ports, ValueList<int> given) =>
        given.Count == 0 ? ports : ports.Except(given).ToValueList();
}
