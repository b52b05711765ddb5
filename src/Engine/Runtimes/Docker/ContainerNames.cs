using System.Globalization;
using System.Text.RegularExpressions;
using Workbook.Orchestration;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>
/// What containers and volumes are called: <c>ecs-FAMILY-REVISION-NAME-…</c>, as the ECS agent calls them. The last part follows
/// from the task, so that asking twice for the same container gives the same name, and Docker refuses the second.
/// </summary>
public static partial class ContainerNames
{
    /// <summary>The name of a container; one that is started again gets another.</summary>
    public static string Of(RuntimeContainer container) =>
        Name(container.Task, container.State.Name, container.State.Restarts.ToString(CultureInfo.InvariantCulture));

    internal static string PauseOf(RuntimeTask task) => Name(task, "internalecspause", "pause");

    /// <summary>A volume that lives as long as the task does.</summary>
    internal static string VolumeOf(RuntimeTask task, string volume) => Name(task, volume, "volume");

    private static string Name(RuntimeTask task, string part, string which) =>
        $"ecs-{task.Definition.Family}-{(task.Definition.Revision ?? 0).ToString(CultureInfo.InvariantCulture)}-{Unfit().Replace(part, "")}-{DerivedId.Hex(task.Task.Id, $"{part}/{which}")[..20]}";

    [GeneratedRegex("[^a-zA-Z0-9_.-]")]
    private static partial Regex Unfit();
}
