using System.Diagnostics;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Planning;

/// <summary>What to do now; when to look again stands in the World's agenda.</summary>
/// <param name="Decisions">In the order in which they are to be applied.</param>
/// <param name="Considered">What was looked at; it is settled unless a decision touches it again.</param>
public sealed record Plan(IReadOnlyList<Decision> Decisions, IReadOnlyList<EntityKey> Considered);

/// <summary>Compares what is wanted with what is and says what to do. It only reads.</summary>
public static class Planner
{
    /// <summary>Plans for all that changed or is due; a World in which nothing did yields no decisions.</summary>
    public static Plan Plan(World world, DateTimeOffset now)
    {
        var considered = world.Agenda.Due(now).ToList();
        var decisions = new List<Decision>();
        foreach (var key in considered) decisions.AddRange(Consider(world, key, now));
        return new(decisions, considered);
    }

    private static IEnumerable<Decision> Consider(World world, EntityKey key, DateTimeOffset now) => key.Kind switch
    {
        EntityKind.Task => world.Tasks.TryGetValue(key.Key, out var task)
            ? TaskPlanner.Plan(task, world.TaskDefinitions[task.DefinitionKey].Definition, now)
            : [],
        EntityKind.TaskDefinition => world.TaskDefinitions.TryGetValue(key.Key, out var revision)
            ? TaskDefinitionPlanner.Plan(world, revision, now)
            : [],
        EntityKind.ClientToken => [new ForgetClientToken(key.Key, "Client tokens are remembered for 24 hours.")],
        _ => throw new UnreachableException($"Nothing is planned for {key}."),
    };
}
