using Docker.DotNet.Models;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Docker.Spec;

/// <summary>What a container shares with the machine and with its task: namespaces, limits, devices, volumes, logs.</summary>
internal static class HostSettings
{
    public static HostConfig Of(RuntimeContainer container, Surroundings surroundings)
    {
        var definition = container.Definition;
        var host = new HostConfig
        {
            NetworkMode = NetworkOf(container, surroundings),
            Privileged = definition.Privileged == true,
            ReadonlyRootfs = definition.ReadonlyRootFilesystem == true,
            LogConfig = Logging.Of(container, surroundings),
        };
        Namespaces(host, container.Task.Definition, surroundings);
        Naming(host, container, surroundings);
        Limits.Apply(host, container, surroundings.Cgroup);
        LinuxSettings.Apply(host, definition);
        if (Volumes.BindsOf(container).Concat(Firelens.BindsOf(container, surroundings.FirelensConfig)).ToList() is { Count: > 0 } binds) host.Binds = binds;
        if (Volumes.BorrowedBy(container) is { Count: > 0 } borrowed) host.VolumesFrom = borrowed;
        if (surroundings.Ports.Published(container) is { Count: > 0 } ports) host.PortBindings = ports;
        if (definition.DockerSecurityOptions is { Count: > 0 } options) host.SecurityOpt = [.. options];
        return host;
    }

    /// <summary>True for the only container of an <c>awsvpc</c> task, which has the task's interface.</summary>
    public static bool HasInterface(RuntimeContainer container, Surroundings surroundings) =>
        container.Task.Definition.NetworkMode == NetworkMode.Awsvpc && surroundings.PauseId is null;

    private static string NetworkOf(RuntimeContainer container, Surroundings surroundings) => container.Task.Definition.NetworkMode switch
    {
        NetworkMode.Awsvpc => surroundings.PauseId is { } pause ? $"container:{pause}" : surroundings.Bridge,
        NetworkMode.Host => "host",
        NetworkMode.None => "none",
        null or NetworkMode.Bridge => "bridge",
        var other => throw new ContainerFailedException($"CannotCreateContainerError: network mode {other} is not known to this Docker Engine"),
    };

    private static void Namespaces(HostConfig host, TaskDefinition definition, Surroundings surroundings)
    {
        host.PidMode = Namespace(definition.PidMode, surroundings);
        host.IpcMode = Namespace(definition.IpcMode, surroundings);
    }

    private static string Namespace(string? mode, Surroundings surroundings) => mode switch
    {
        "task" => surroundings.PauseId is { } pause ? $"container:{pause}" : "",
        "host" => "host",
        "none" => "none",
        _ => "",
    };

    private static void Naming(HostConfig host, RuntimeContainer container, Surroundings surroundings)
    {
        // Docker takes names only where a container has a network of its own; the pause container has them for awsvpc.
        if (surroundings.PauseId is not null && container.Task.Definition.NetworkMode == NetworkMode.Awsvpc) return;
        var definition = container.Definition;
        if (definition.DnsServers is { Count: > 0 } servers) host.DNS = [.. servers];
        if (definition.DnsSearchDomains is { Count: > 0 } domains) host.DNSSearch = [.. domains];
        if (definition.ExtraHosts is { Count: > 0 } hosts) host.ExtraHosts = [.. hosts.Select(entry => $"{entry.Hostname}:{entry.IpAddress}")];
        if (definition.Links is { Count: > 0 } links) host.Links = [.. links.Select(link => LinkOf(container, link))];
    }

    /// <summary><c>name:alias</c> of the definition, with the name that Docker has for that container.</summary>
    private static string LinkOf(RuntimeContainer container, string link)
    {
        var parts = link.Split(':');
        return $"{Volumes.DockerNameOf(container, parts[0])}:{parts[^1]}";
    }
}
