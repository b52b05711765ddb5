using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes;

/// <summary>The name that the ECS agent gives a container in Docker, such as <c>ecs-web-3-app-cca48e8dcadd97805600</c>.</summary>
public static class DockerName
{
    private const int SuffixLength = 20;

    /// <summary>Always the same for the same container; other characters than letters, digits and hyphens are left out, as the agent does.</summary>
    public static string Of(TaskDefinition definition, EcsContainer container)
    {
        var name = string.Concat(container.Name.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
        return $"ecs-{definition.Family}-{definition.Revision}-{name}-{DerivedId.Hex(container.Id, "docker-name")[..SuffixLength]}";
    }
}
