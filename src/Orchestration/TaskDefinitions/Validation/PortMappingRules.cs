using System.Text.RegularExpressions;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>Ports and what the network mode makes of them (API_PortMapping).</summary>
internal static partial class PortMappingRules
{
    private const int LastPort = 65535;

    public static void CheckContainer(ContainerDefinition container, Draft draft)
    {
        if (container.PortMappings.HasAny() && draft.Network == NetworkMode.None)
            throw EcsErrors.Client("Port mappings are not supported when networkMode=none.");
        foreach (var mapping in container.PortMappings.OrEmpty())
        {
            if (!mapping.Protocol.IsAbsentOr(TransportProtocol.Tcp, TransportProtocol.Udp)) throw Wording.Invalid("protocol", container);
            if (!mapping.AppProtocol.IsAbsentOr(ApplicationProtocol.Http, ApplicationProtocol.Http2, ApplicationProtocol.Grpc))
                throw Wording.Invalid("appProtocol", container);
            if (mapping.Name is not null && !Name.IsMatch(mapping.Name)) throw Wording.Invalid("name", container);
            CheckPorts(mapping, container, draft);
        }
    }

    public static void CheckTask(Draft draft)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var taken = new HashSet<(string Protocol, int Port)>();
        foreach (var mapping in draft.Containers.SelectMany(container => container.PortMappings.OrEmpty()))
        {
            // Service Connect finds a port by its name, so a name means one port in the whole task.
            if (mapping.Name is not null && !names.Add(mapping.Name))
                throw EcsErrors.Client($"When networkMode={draft.Network}, port mapping name is already used");
            CheckTaken(mapping, taken, draft);
        }
    }

    /// <summary>First and last port of a <c>containerPortRange</c> such as "8000-8100"; null when it is not one.</summary>
    public static (int First, int Last)? Range(string text)
    {
        var match = PortRange.Match(text);
        if (!match.Success) return null;
        var (first, last) = (int.Parse(match.Groups[1].ValueSpan), int.Parse(match.Groups[2].ValueSpan));
        return first >= 1 && first < last && last <= LastPort ? (first, last) : null;
    }

    private static void CheckPorts(PortMapping mapping, ContainerDefinition container, Draft draft)
    {
        if (mapping.ContainerPortRange is { } range)
        {
            if (mapping.ContainerPort is not null || mapping.HostPort is not null)
            {
                throw EcsErrors.Client(
                    $"Invalid port mapping for container '{container.Name}', cannot specify both single port and port range.");
            }
            if (Range(range) is null) throw Wording.Invalid("containerPortRange", container);
            return;
        }
        if (mapping.ContainerPort is not (>= 1 and <= LastPort)) throw Wording.Invalid("containerPort", container);
        if (mapping.HostPort is < 0 or > LastPort) throw Wording.Invalid("hostPort", container);

        // 0 asks for the default, which in these modes is the container's own port.
        var own = mapping.HostPort is null or 0 || mapping.HostPort == mapping.ContainerPort;
        if (draft.Network is NetworkMode.Awsvpc or NetworkMode.Host && !own)
        {
            throw EcsErrors.Client(
                $"When networkMode={draft.Network}, the host ports and container ports in port mappings must match.");
        }
    }

    private static void CheckTaken(PortMapping mapping, HashSet<(string Protocol, int Port)> taken, Draft draft)
    {
        var protocol = mapping.Protocol ?? TransportProtocol.Tcp;
        foreach (var port in TakenPorts(mapping, draft.Network))
        {
            if (taken.Add((protocol, port))) continue;
            var name = protocol.ToUpperInvariant();
            throw EcsErrors.Client(draft.IsAwsvpc
                ? $"{name} container port '{port}' is used multiple times in task when networkMode=awsvpc."
                : $"{name} host port '{port}' is mapped multiple times in task.");
        }
    }

    /// <summary>
    /// The ports that this mapping keeps from the others: in awsvpc and host mode the containers share one set of ports;
    /// on the bridge only a host port that was chosen counts.
    /// </summary>
    private static IEnumerable<int> TakenPorts(PortMapping mapping, string network)
    {
        var shared = network is NetworkMode.Awsvpc or NetworkMode.Host;
        if (mapping.ContainerPortRange is { } text)
        {
            var (first, last) = Range(text)!.Value;
            return shared ? Enumerable.Range(first, last - first + 1) : [];
        }
        if (shared) return [mapping.ContainerPort!.Value];
        return mapping.HostPort is { } port and not 0 ? [port] : [];
    }

    [GeneratedRegex(@"^([0-9]{1,5})-([0-9]{1,5})\z")]
    private static partial Regex PortRange { get; }

    // Up to 64 lower-case letters, digits, underscores and hyphens, the first no hyphen.
    [GeneratedRegex(@"^[a-z0-9_][a-z0-9_-]{0,63}\z")]
    private static partial Regex Name { get; }
}
