using Workbook.Engine.Images;
using Workbook.Orchestration;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>The images of simulated containers: those of the workbook's registry as they are, all others as the catalog has them.</summary>
internal sealed class SimulatedImages(ImageCatalog catalog, RegistryImages registry)
{
    /// <summary>How the container behaves.</summary>
    public ImageScript ScriptOf(RuntimeContainer container)
    {
        if (registry.Locate(container.Task.Scope, container.Image) is not { } reference) return catalog.Resolve(container.Definition);
        return registry.Find(reference, ArchitectureOf(container)) is { } image ? ImageBehaviour.Of(image.Config, container.Definition) : ImageScript.Server;
    }

    /// <summary>What the container runs.</summary>
    public SimulatedProgram ProgramOf(RuntimeContainer container) => SimulatedProgram.Of(
        registry.Locate(container.Task.Scope, container.Image) is { } reference ? registry.Find(reference, ArchitectureOf(container))?.Config : null, container);

    /// <summary>What a pull finds after how long: the image's digest, or why there is none.</summary>
    public (TimeSpan Time, string? Digest, string? Error) Pull(RuntimeContainer container)
    {
        var launchType = container.Task.Task.LaunchType;
        if (registry.Locate(container.Task.Scope, container.Image) is { } reference)
        {
            return registry.Find(reference, ArchitectureOf(container)) is { } image
                ? (ImageScript.Server.PullTime, image.Digest, null)
                : (ImageScript.Server.PullTime, null, PullErrors.NotInRegistry(container.Image, reference, registry.HasRepository(reference), launchType));
        }
        var script = catalog.Resolve(container.Definition);
        return script.IsMissing
            ? (script.PullTime, null, PullErrors.NotFound(ImageReference.Parse(container.State.Image), launchType))
            : (script.PullTime, container.State.ImageDigest ?? Invented(container.State.Image), null);
    }

    private static string ArchitectureOf(RuntimeContainer container) => container.Task.Definition.RuntimePlatform?.CpuArchitecture == CPUArchitecture.Arm64 ? "arm64" : "amd64";

    private static string Invented(string image)
    {
        var name = ImageReference.Parse(image).Canonical;
        return $"sha256:{DerivedId.Hex(name, "low")}{DerivedId.Hex(name, "high")}";
    }
}
