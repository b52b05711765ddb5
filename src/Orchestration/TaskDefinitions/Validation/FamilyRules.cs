using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>The family: up to 255 letters, digits, hyphens and underscores (API_RegisterTaskDefinition, <c>family</c>).</summary>
internal static class FamilyRules
{
    public static void Check(string? family)
    {
        if (string.IsNullOrWhiteSpace(family)) throw EcsErrors.Client("Family can not be blank.");
        if (family.Length > 255) throw EcsErrors.Client("Family should not be longer than 255 characters.");
        if (!Wording.IsName(family)) throw EcsErrors.Client("Family contains invalid characters.");
    }
}
