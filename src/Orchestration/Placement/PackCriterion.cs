using System.Collections.Immutable;
using System.Globalization;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Placement;

/// <summary><c>binpack</c>: what leaves the least unused.</summary>
internal sealed class PackCriterion(InstanceResources wanted, bool isCpu) : Criterion
{
    public bool IsByCpu { get; } = isCpu;

    public override int RankOf(Instance instance) => IsByCpu ? instance.Remaining.Cpu : instance.Remaining.Memory;

    public override string Describe(Instance instance) => IsByCpu
        ? $"it leaves the least CPU unused ({instance.Remaining.Cpu - wanted.Cpu} units)"
        : $"it leaves the least memory unused ({instance.Remaining.Memory - wanted.Memory} MiB)";
}

/// <summary><c>spread</c> over instances.</summary>
internal sealed class InstanceSpreadCriterion(string groupName, GroupTally group) : Criterion
{
    public override int RankOf(Instance instance) => group.ByInstance.GetValueOrDefault(instance.Id);

    public override string Describe(Instance instance) => $"it has the fewest ({Tasks(RankOf(instance), groupName)})";
}

/// <summary><c>spread</c> over Availability Zones.</summary>
internal sealed class ZoneSpreadCriterion(string groupName, GroupTally group) : Criterion
{
    public override int RankOf(Instance instance) => RankOf(ClusterInstances.ZoneOf(instance));

    public int RankOf(string zone) => group.ByZone.GetValueOrDefault(zone);

    public override string Describe(Instance instance) =>
        $"Availability Zone {instance.AvailabilityZone ?? "(none)"} has the fewest ({Tasks(RankOf(instance), groupName)})";
}

/// <summary>
/// <c>spread</c> over the values of another attribute. AWS does not say what becomes of instances without it; here they
/// are one more value, so that they get their share.
/// </summary>
internal sealed class AttributeSpreadCriterion : Criterion
{
    private readonly string _groupName;
    private readonly string _attribute;
    private readonly Dictionary<string, int> _tasksByValue = new(StringComparer.Ordinal);

    public AttributeSpreadCriterion(World world, string groupName, GroupTally group, string attribute)
    {
        (_groupName, _attribute) = (groupName, attribute);
        foreach (var (id, count) in group.ByInstance)
        {
            if (!world.ContainerInstances.TryGetValue(id, out var instance)) continue;
            var value = ValueOf(instance);
            _tasksByValue[value] = _tasksByValue.GetValueOrDefault(value) + count;
        }
    }

    public override int RankOf(Instance instance) => _tasksByValue.GetValueOrDefault(ValueOf(instance));

    public override string Describe(Instance instance) =>
        $"{_attribute} {(ValueOf(instance) is { Length: > 0 } value ? value[1..] : "(none)")} has the fewest ({Tasks(RankOf(instance), _groupName)})";

    // "=" marks that there is a value: an attribute with an empty value is not a missing one.
    private string ValueOf(Instance instance)
    {
        foreach (var attribute in instance.Attributes)
        {
            if (attribute.Name == _attribute) return "=" + attribute.Value;
        }
        return "";
    }
}

/// <summary>
/// <c>random</c>, repeatably: the new task's id names a place in the list of the cluster's instances, and from there on
/// the first that can take the task does.
/// </summary>
internal sealed class RandomCriterion : Criterion
{
    public RandomCriterion(ImmutableSortedSet<string> ids, string seed)
    {
        var place = uint.Parse(DerivedId.Hex(seed, "placement").AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Start = ids.IsEmpty ? "" : ids[(int)(place % ids.Count)];
    }

    public string Start { get; }

    public override int RankOf(Instance instance) => string.CompareOrdinal(instance.Id, Start) < 0 ? 1 : 0;

    public override string Describe(Instance instance) => "it was picked at random";
}
