using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>Docker links, <c>name</c> or <c>name:alias</c>, which only the bridge has (API_ContainerDefinition, <c>links</c>).</summary>
internal static class LinkRules
{
    public static void Check(ContainerDefinition container, Draft draft)
    {
        if (!container.Links.HasAny()) return;
        if (draft.Network != NetworkMode.Bridge) throw EcsErrors.Client($"Links are not supported when networkMode={draft.Network}.");
        foreach (var target in Targets(container))
        {
            if (draft.Container(target) is null) throw EcsErrors.Client($"Invalid 'links' setting. Unknown container: '{target}'.");
        }
    }

    public static void CheckCycles(Draft draft)
    {
        if (Cycles.Exist(draft.Containers, Targets)) throw EcsErrors.Client("Container links should not have a cycle");
    }

    /// <summary>The containers that this one is linked to, without the aliases.</summary>
    public static IEnumerable<string> Targets(ContainerDefinition container) =>
        container.Links.OrEmpty().Select(link => link.Split(':')[0]);
}
