using System.Globalization;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions;

/// <summary>A name under which task definitions are registered. It outlives its revisions: numbers are never given twice.</summary>
/// <param name="Name">The family.</param>
/// <param name="LatestRevision">The highest revision ever given.</param>
/// <param name="LatestActive">The highest revision that is ACTIVE; null when none is, and the family counts as INACTIVE.</param>
public sealed record Family(string Name, int LatestRevision, int? LatestActive);

/// <summary>One revision of a task definition: AWS's own shape and its tags.</summary>
/// <param name="Definition">Complete, with ARN, revision and status.</param>
public sealed record TaskDefinitionRevision(TaskDefinition Definition, ValueList<Tag> Tags)
{
    /// <summary>How long a revision stays visible as DELETE_IN_PROGRESS, at least.</summary>
    public static readonly TimeSpan DeletionDelay = TimeSpan.FromHours(1);

    public string Key => KeyOf(Definition.Family!, Definition.Revision!.Value);

    public string Status => Definition.Status!;

    /// <summary>When the planner checks whether nothing refers to it any more and it can go.</summary>
    public Wake? NextWake =>
        Definition.DeleteRequestedAt is { } requested && Status == TaskDefinitionStatus.DeleteInProgress
            ? new(LastChecked is { } last ? last + DeletionDelay : requested + DeletionDelay, IsUpkeep: true)
            : null;

    /// <summary>When the planner last found it still in use.</summary>
    public DateTimeOffset? LastChecked { get; init; }

    /// <summary>A key that sorts by family, then by revision as a number.</summary>
    public static string KeyOf(string family, int revision) => family + ":" + revision.ToString("D9", CultureInfo.InvariantCulture);

    /// <summary><c>family:revision</c>, as people write it.</summary>
    public static string NameOf(string key) => key[..^9] + int.Parse(key.AsSpan(key.Length - 9), NumberStyles.None, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}
