using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Planning;

/// <summary>A plan in the making: each decision is noted at once, so that two services never take the same last place.</summary>
internal sealed class Draft(World world, DateTimeOffset now)
{
    private readonly List<Decision> _decisions = [];

    public World World { get; private set; } = world;

    public DateTimeOffset Now { get; } = now;

    public IReadOnlyList<Decision> Decisions => _decisions;

    public void Decide(Decision decision)
    {
        World = Reducer.Apply(World, decision, Now);
        _decisions.Add(decision);
    }

    public void DecideAll(IEnumerable<Decision> decisions)
    {
        foreach (var decision in decisions) Decide(decision);
    }
}
