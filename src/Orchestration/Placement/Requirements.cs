using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Placement.Cql;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Placement;

/// <summary>What an instance has to satisfy to take a task; expressions are parsed once for all instances.</summary>
internal sealed class Requirements
{
    private readonly World _world;
    private readonly PlacementRequest _request;
    private readonly GroupTally _group;
    private readonly bool _isDistinct;
    private readonly List<Query> _queries;

    public Requirements(World world, PlacementRequest request)
    {
        _world = world;
        _request = request;
        _group = world.GroupOf(request.ClusterName, request.Group);
        _isDistinct = request.Constraints.Any(constraint => constraint.Type == PlacementConstraintType.DistinctInstance);
        _queries = [.. request.Constraints.Where(constraint => constraint.Type == PlacementConstraintType.MemberOf).Select(constraint => Query.Parse(constraint.Expression ?? ""))];
    }

    /// <summary>True when the group's other tasks keep this one away from an instance: asked first, for it costs least.</summary>
    public bool KeepsAwayFrom(string instanceId) => _isDistinct && _group.ByInstance.ContainsKey(instanceId);

    /// <summary>Null when the instance can take the task, else why not, in the order in which ECS looks: resources, then constraints.</summary>
    public string? RefusalOf(Instance instance)
    {
        if (_request.CapacityProvider is { } provider && instance.CapacityProviderName != provider) return RefusalReasons.CapacityProvider;
        if (Fit.Refusal(instance, _request.Wanted, _request.RequiredAttributes) is { } reason) return reason;
        if (KeepsAwayFrom(instance.Id)) return RefusalReasons.DistinctInstance;
        return _queries.TrueForAll(query => query.Selects(_world, instance)) ? null : RefusalReasons.MemberOf;
    }
}
