using System.Net;
using Docker.DotNet.Models;

namespace Workbook.Engine.Runtimes.Docker.Spec;

/// <summary>What of a container is not in its definition.</summary>
/// <param name="Identity">Whose it is.</param>
/// <param name="Image">What Docker calls its image.</param>
/// <param name="Ports">Where host ports listen.</param>
/// <param name="Environment">Its environment variables, <c>NAME=value</c>.</param>
/// <param name="Bridge">The network that the interfaces of <c>awsvpc</c> tasks are on.</param>
/// <param name="PauseId">The container whose namespaces the task's containers share; null when each has its own.</param>
/// <param name="Cgroup">The control group that limits the task's containers together; null when each is limited by itself.</param>
internal sealed record Surroundings(EngineIdentity Identity, string Image, Ports Ports, IReadOnlyList<string> Environment, string Bridge, string? PauseId, string? Cgroup)
{
    /// <summary>The values of the log driver's secret options.</summary>
    public IReadOnlyDictionary<string, string> LogSecrets { get; init; } = new Dictionary<string, string>();

    /// <summary>Where Docker finds the socket of the task's log router; null when it has none.</summary>
    public string? FirelensFolder { get; init; }

    /// <summary>The file with the log router's configuration; null for other containers.</summary>
    public string? FirelensConfig { get; init; }
}

/// <summary>A container definition as Docker wants it (API_ContainerDefinition and "Create a container" of Docker's API).</summary>
internal static class ContainerSpec
{
    public static CreateContainerParameters Of(RuntimeContainer container, Surroundings surroundings)
    {
        var definition = container.Definition;
        var spec = new CreateContainerParameters
        {
            Name = ContainerNames.Of(container),
            Image = surroundings.Image,
            Labels = DockerLabels.Of(surroundings.Identity, container),
            Env = [.. surroundings.Environment],
            Tty = definition.PseudoTerminal == true,
            OpenStdin = definition.Interactive == true,
            HostConfig = HostSettings.Of(container, surroundings),
            ExposedPorts = Ports.Exposed(container),
        };
        if (definition.Command is { Count: > 0 } command) spec.Cmd = [.. command];
        if (definition.EntryPoint is { Count: > 0 } entryPoint) spec.Entrypoint = [.. entryPoint];
        if (definition.WorkingDirectory is { } folder) spec.WorkingDir = folder;
        if (definition.User is { } user) spec.User = user;
        // Who shares another's network also shares its name.
        if (definition.Hostname is { } name && surroundings.PauseId is null) spec.Hostname = name;
        if (HostSettings.HasInterface(container, surroundings)) Interface.Give(spec, surroundings.Bridge, container.Task, IPAddress.Parse(container.Task.Task.Network!.PrivateIpv4Address!));
        if (definition.DisableNetworking == true) spec.NetworkDisabled = true;
        if (definition.HealthCheck is { } check) spec.Healthcheck = Healthcheck(check);
        return spec;
    }

    private static HealthcheckConfig Healthcheck(Shapes.Ecs.HealthCheck check) => new()
    {
        Test = [.. check.Command ?? []],
        Interval = Seconds(check.Interval),
        Timeout = Seconds(check.Timeout),
        Retries = check.Retries,
        StartPeriod = Seconds(check.StartPeriod),
    };

    private static TimeSpan? Seconds(int? seconds) => seconds is { } count ? TimeSpan.FromSeconds(count) : null;
}
