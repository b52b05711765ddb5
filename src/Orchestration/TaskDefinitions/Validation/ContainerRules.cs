using System.Text.RegularExpressions;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>The list of containers, and the members of one that stand on their own (API_ContainerDefinition).</summary>
internal static partial class ContainerRules
{
    /// <summary>The service quota "Containers per task definition".</summary>
    private const int MostContainers = 10;

    private const int LeastTimeout = 2;

    public static void CheckList(Draft draft)
    {
        if (draft.Containers.Count == 0) throw EcsErrors.Client("Container list cannot be empty.");
        if (draft.Containers.Count > MostContainers) throw EcsErrors.Client("Too many containers.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var container in draft.Containers)
        {
            if (string.IsNullOrEmpty(container.Name)) throw EcsErrors.Client("Container.name should not be null or empty.");
            if (!Wording.IsName(container.Name)) throw EcsErrors.Client("Container.name contains invalid characters.");
            if (string.IsNullOrEmpty(container.Image)) throw EcsErrors.Client("Container.image should not be null or empty.");
            if (!Image.IsMatch(container.Image)) throw EcsErrors.Client("Container.image contains invalid characters.");
            if (!names.Add(container.Name)) throw EcsErrors.Client("Container names must be unique within a task definition.");
        }
        if (!draft.Containers.Any(container => container.Essential ?? true))
            throw EcsErrors.Client("Task definition doesn't have any essential container.");
    }

    public static void Check(ContainerDefinition container)
    {
        if (container.Cpu < 0) throw Wording.Invalid("cpu", container);
        if (!container.VersionConsistency.IsAbsentOr(VersionConsistency.Enabled, VersionConsistency.Disabled))
            throw Wording.Invalid("versionConsistency", container);
        if (container.StartTimeout < LeastTimeout)
            throw EcsErrors.Client($"Granular start timeout on container '{container.Name}' must be at least {LeastTimeout} seconds.");
        if (container.StopTimeout < LeastTimeout)
            throw EcsErrors.Client($"Granular stop timeout on container '{container.Name}' must be at least {LeastTimeout} seconds.");
    }

    // Letters, digits, hyphens, underscores, colons, periods, slashes, number signs, and @ before a digest.
    [GeneratedRegex("^[a-zA-Z0-9_:./#@-]{1,255}\\z")]
    private static partial Regex Image { get; }
}
