using Workbook.Engine.Images;
using Workbook.Engine.Runtimes;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Simulated;
using Workbook.Engine.Scanning;
using Workbook.Engine.Time;

namespace Workbook.Engine;

/// <summary>How an <see cref="EcsEngine"/> is to run.</summary>
public sealed record EngineOptions
{
    public ClockMode Clock { get; init; } = ClockMode.Real;

    /// <summary>Where state is kept; null keeps it in memory.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Runs tasks on Docker Engines; null simulates them.</summary>
    public DockerOptions? Docker { get; init; }

    /// <summary>How simulated containers behave.</summary>
    public ImageCatalog Images { get; init; } = new();

    /// <summary>How the registry scans images.</summary>
    public ScanOptions Scanning { get; init; } = new();

    /// <summary>Makes the ids of what callers create.</summary>
    public ResourceIds Ids { get; init; } = ResourceIds.Random;

    /// <summary>Serves task metadata and credentials to containers; null: nobody does. The engine disposes it.</summary>
    public IAgentEndpoint? Agent { get; init; }

    /// <summary>Where the registry is served; null: nobody serves it.</summary>
    public IRegistryEndpoint? Registry { get; init; }

    /// <summary>
    /// Whether what clients ask for may reach servers that are not the engine's own: targets of load balancers by their address, destinations of log subscriptions. False for an engine
    /// whose clients must get nowhere else from this machine; then nobody answers there.
    /// </summary>
    public bool ReachesOthers { get; init; } = true;

    /// <summary>The machine's clock.</summary>
    public TimeProvider Machine { get; init; } = TimeProvider.System;
}
