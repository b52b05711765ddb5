using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>Finds out whether containers wait for one another in a circle.</summary>
internal static class Cycles
{
    /// <param name="containers">At most ten, so neither depth nor visiting one twice is a concern.</param>
    /// <param name="targets">The names a container refers to; unknown ones are nobody's concern here.</param>
    public static bool Exist(ValueList<ContainerDefinition> containers, Func<ContainerDefinition, IEnumerable<string>> targets)
    {
        var byName = containers.ToDictionary(container => container.Name!, StringComparer.Ordinal);
        var open = new HashSet<string>(StringComparer.Ordinal);
        return containers.Any(Reaches);

        bool Reaches(ContainerDefinition container)
        {
            if (!open.Add(container.Name!)) return true;
            foreach (var name in targets(container))
            {
                if (byName.TryGetValue(name, out var next) && Reaches(next)) return true;
            }
            open.Remove(container.Name!);
            return false;
        }
    }
}
