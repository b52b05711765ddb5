using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>AddTags and RemoveTags, and the tags that come with a creation.</summary>
public static class ElbTags
{
    public static World Add(World world, ValueList<string>? arns, ValueList<Tag>? tags)
    {
        var added = Of(tags);
        return (arns ?? []).Aggregate(world, (next, arn) => Change(next, arn, own => Merge(own, added)));
    }

    public static World Remove(World world, ValueList<string>? arns, ValueList<string>? keys) =>
        (arns ?? []).Aggregate(world, (next, arn) => Change(next, arn, own => own.Where(tag => !(keys ?? []).Contains(tag.Key!)).ToValueList()));

    /// <summary>The tags of whatever an ARN of Elastic Load Balancing names.</summary>
    /// <exception cref="ApiException">There is no such thing.</exception>
    public static ValueList<Tag> Of(World world, string arn) => ElbArn.KindOf(arn) switch
    {
        ElbArn.TargetGroup => ElbLookup.FindTargetGroup(world, arn).Tags,
        ElbArn.Listener => ElbLookup.FindListener(world, arn).Tags,
        ElbArn.Rule => ElbLookup.FindRule(world, arn) is var (listener, rule) ? rule?.Tags ?? listener.DefaultRuleTags : [],
        _ => ElbLookup.FindLoadBalancer(world, arn).Tags,
    };

    internal static ValueList<Tag> Of(ValueList<Tag>? tags)
    {
        var found = new List<Tag>();
        foreach (var tag in tags ?? [])
        {
            if (string.IsNullOrEmpty(tag.Key)) throw ElbRefusal.Validation("A tag key must be specified");
            if (tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) throw ElbRefusal.Validation("Tag keys starting with 'aws:' are reserved for system use");
            if (found.Any(other => other.Key == tag.Key)) throw Elbv2Errors.DuplicateTagKeys($"Tag key '{tag.Key}' was specified more than once");
            found.Add(new() { Key = tag.Key, Value = tag.Value ?? "" });
        }
        if (found.Count > ElbQuotas.Tags) throw TooMany();
        return found.OrderBy(tag => tag.Key, StringComparer.Ordinal).ToValueList();
    }

    private static ValueList<Tag> Merge(ValueList<Tag> own, ValueList<Tag> added)
    {
        var merged = own.Where(tag => added.All(other => other.Key != tag.Key)).Concat(added).OrderBy(tag => tag.Key, StringComparer.Ordinal).ToValueList();
        return merged.Count > ElbQuotas.Tags ? throw TooMany() : merged;
    }

    private static World Change(World world, string arn, Func<ValueList<Tag>, ValueList<Tag>> change)
    {
        switch (ElbArn.KindOf(arn))
        {
            case ElbArn.TargetGroup:
                var group = ElbLookup.FindTargetGroup(world, arn);
                return world.Put(group with { Tags = change(group.Tags) });
            case ElbArn.Listener:
                var listener = ElbLookup.FindListener(world, arn);
                return world.Put(listener with { Tags = change(listener.Tags) });
            case ElbArn.Rule:
                var (owner, rule) = ElbLookup.FindRule(world, arn);
                return rule is null ? world.Put(owner with { DefaultRuleTags = change(owner.DefaultRuleTags) }) : world.Put(rule with { Tags = change(rule.Tags) });
            default:
                var balancer = ElbLookup.FindLoadBalancer(world, arn);
                return world.Put(balancer with { Tags = change(balancer.Tags) });
        }
    }

    private static ApiException TooMany() => Elbv2Errors.TooManyTags($"The maximum number of tags per resource has been reached: {ElbQuotas.Tags}");
}
