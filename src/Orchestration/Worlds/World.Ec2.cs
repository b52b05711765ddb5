using System.Collections.Immutable;
using Workbook.Orchestration.Ec2;

namespace Workbook.Orchestration.Worlds;

public sealed partial record World
{
    /// <summary>By id, whatever they are.</summary>
    public ImmutableSortedDictionary<string, Ec2Resource> Ec2Resources { get; private init; } = Table<Ec2Resource>();

    /// <summary>EC2's resources by kind, and by kind and what they are in.</summary>
    public Buckets Ec2Index { get; private init; } = Buckets.Empty;

    /// <summary>All of a kind, by id.</summary>
    public IEnumerable<T> Ec2<T>(EntityKind kind)
        where T : Ec2Resource => Ec2Index[Ec2Resource.BucketOf(kind)].Select(id => (T)Ec2Resources[id]);

    /// <summary>Those of a kind that are in a VPC, a subnet, or whatever else they name in <see cref="Ec2Resource.Within"/>.</summary>
    public IEnumerable<T> Ec2<T>(EntityKind kind, string container)
        where T : Ec2Resource => Ec2Index[Ec2Resource.BucketOf(kind, container)].Select(id => (T)Ec2Resources[id]);

    /// <summary>The resource if it exists and is one of those.</summary>
    public T? FindEc2<T>(string? id)
        where T : Ec2Resource => id is null ? null : Ec2Resources.GetValueOrDefault(id) as T;

    public World Put(Ec2Resource resource)
    {
        var key = new EntityKey(resource.Kind, resource.Id);
        var before = Ec2Resources.GetValueOrDefault(resource.Id);
        return (this with
        {
            Ec2Resources = Ec2Resources.SetItem(resource.Id, resource),
            Ec2Index = Ec2Index.Move(resource.Id, before?.Buckets ?? [], resource.Buckets),
            Agenda = Touch(Agenda.Reschedule(key, before?.NextWake, resource.NextWake), resource),
        }).Changed(key.Kind, key.Key);
    }

    public World Remove(Ec2Resource resource)
    {
        if (Ec2Resources.GetValueOrDefault(resource.Id) is not { } stored) return this;
        var key = new EntityKey(stored.Kind, stored.Id);
        return (this with
        {
            Ec2Resources = Ec2Resources.Remove(stored.Id),
            Ec2Index = Ec2Index.Move(stored.Id, stored.Buckets, []),
            Agenda = Agenda.Reschedule(key, stored.NextWake, null).Settle(key),
        }).Changed(key.Kind, key.Key);
    }

    /// <summary>Agents that wait for the cluster have to see that it changed.</summary>
    private Agenda TouchAgentsOf(string clusterName) =>
        Ec2Index[Ec2Resource.BucketOf(EntityKind.Ec2Instance, Ec2Instance.WaitingFor(clusterName))]
            .Aggregate(Agenda, (agenda, id) => agenda.Touch(new(EntityKind.Ec2Instance, id)));

    /// <summary>Only machines do anything by themselves, and their group has to know.</summary>
    private static Agenda Touch(Agenda agenda, Ec2Resource resource)
    {
        if (resource is not Ec2Instance instance) return agenda;
        agenda = agenda.Touch(new(instance.Kind, instance.Id));
        return instance.GroupName is { } group ? agenda.Touch(new(EntityKind.AutoScalingGroup, group)) : agenda;
    }
}
