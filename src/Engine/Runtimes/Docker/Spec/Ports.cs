using System.Globalization;
using System.Net;
using Docker.DotNet.Models;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;
using PortMapping = Workbook.Shapes.Ecs.PortMapping;

namespace Workbook.Engine.Runtimes.Docker.Spec;

/// <summary>Host ports of containers on the bridge: static ones as asked for, dynamic ones as Docker chooses them (API_PortMapping).</summary>
/// <param name="listen">Where they listen.</param>
internal sealed class Ports(IPAddress listen)
{
    public static IDictionary<string, EmptyStruct>? Exposed(RuntimeContainer container) =>
        IsBridged(container) && MappingsOf(container).Select(NameOf).Distinct().ToDictionary(name => name, _ => default(EmptyStruct)) is { Count: > 0 } ports ? ports : null;

    public IDictionary<string, IList<PortBinding>> Published(RuntimeContainer container) => IsBridged(container)
        ? MappingsOf(container).GroupBy(NameOf).ToDictionary(
            group => group.Key,
            IList<PortBinding> (group) => [.. group.Select(port => new PortBinding
            {
                HostIP = listen.ToString(),
                // An empty port leaves the choice to Docker, which takes it from the kernel's ephemeral range.
                HostPort = port.HostPort is > 0 ? port.HostPort.Value.ToString(CultureInfo.InvariantCulture) : "",
            })])
        : new Dictionary<string, IList<PortBinding>>();

    /// <summary>True when Docker has to be asked which host ports a container got.</summary>
    public static bool AreToBeAsked(RuntimeContainer container) => IsBridged(container) && MappingsOf(container).Any();

    /// <summary>What DescribeTasks shows: host ports of the bridge from Docker, those of the host network as they are.</summary>
    public static ValueList<NetworkBinding> BindingsOf(RuntimeContainer container, IDictionary<string, IList<PortBinding>>? ports)
    {
        if (container.Task.Definition.NetworkMode == NetworkMode.Host)
        {
            return MappingsOf(container)
                .Select(port => new NetworkBinding { BindIP = "0.0.0.0", ContainerPort = port.ContainerPort, HostPort = port.ContainerPort, Protocol = port.Protocol ?? TransportProtocol.Tcp })
                .ToValueList();
        }
        return (from port in ports ?? new Dictionary<string, IList<PortBinding>>()
                from binding in port.Value ?? []
                let parts = port.Key.Split('/')
                select new NetworkBinding
                {
                    BindIP = binding.HostIP,
                    ContainerPort = int.Parse(parts[0], CultureInfo.InvariantCulture),
                    HostPort = int.Parse(binding.HostPort, CultureInfo.InvariantCulture),
                    Protocol = parts[1],
                }).ToValueList();
    }

    private static bool IsBridged(RuntimeContainer container) => container.Task.Definition.NetworkMode is null or NetworkMode.Bridge;

    /// <summary>The mappings one by one: a range 8000-8002 is three, whose host ports are left to Docker.</summary>
    private static IEnumerable<PortMapping> MappingsOf(RuntimeContainer container)
    {
        foreach (var mapping in container.Definition.PortMappings ?? [])
        {
            if (mapping.ContainerPortRange is not { } range)
            {
                yield return mapping;
                continue;
            }
            var ends = range.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray();
            for (var port = ends[0]; port <= ends[^1]; port++) yield return mapping with { ContainerPort = port, ContainerPortRange = null, HostPort = null };
        }
    }

    private static string NameOf(PortMapping mapping) => $"{mapping.ContainerPort?.ToString(CultureInfo.InvariantCulture)}/{mapping.Protocol ?? TransportProtocol.Tcp}";
}
