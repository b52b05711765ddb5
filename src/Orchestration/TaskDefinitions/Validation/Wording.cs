using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>The sentences and the small tests that many rules share.</summary>
internal static class Wording
{
    /// <summary>ECS's usual refusal of one member of one container.</summary>
    public static ApiException Invalid(string setting, ContainerDefinition container) =>
        EcsErrors.Client($"Invalid '{setting}' setting for container '{container.Name}'.");

    /// <summary>ECS's usual refusal of one member of the task.</summary>
    public static ApiException InvalidForTask(string setting) => EcsErrors.Client($"Invalid '{setting}' setting for task.");

    /// <summary>Up to 255 letters, digits, hyphens and underscores: families, containers and volumes are named so.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 255 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>An absent list has no elements.</summary>
    public static ValueList<T> OrEmpty<T>(this ValueList<T>? list) => list ?? [];

    /// <summary>Absent, or one of the values that the API model knows.</summary>
    public static bool IsAbsentOr(this string? value, params ReadOnlySpan<string> known) => value is null || known.Contains(value);

    /// <summary>Whether the list of an optional member says anything.</summary>
    public static bool HasAny<T>(this ValueList<T>? list) => list is { Count: > 0 };
}
