using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Orchestration.AutoScaling;

/// <summary>Tags of groups: CreateOrUpdateTags and DeleteTags, and those that come with a creation.</summary>
public static class GroupTags
{
    private const string ResourceType = "auto-scaling-group";

    public static World Create(World world, CreateOrUpdateTagsRequest request)
    {
        foreach (var tag in request.Tags ?? [])
        {
            var group = GroupOf(world, tag);
            world = world.Put(group with { Tags = Merge(group.Tags, Of(group.Name, [tag])) });
        }
        return world;
    }

    public static World Delete(World world, DeleteTagsRequest request)
    {
        foreach (var tag in request.Tags ?? [])
        {
            var group = GroupOf(world, tag);
            world = world.Put(group with { Tags = group.Tags.Where(own => own.Key != tag.Key || (tag.Value is not null && tag.Value != own.Value)).ToValueList() });
        }
        return world;
    }

    internal static ValueList<TagDescription> Of(string groupName, ValueList<Tag>? tags) => Merge([], (tags ?? []).Select(tag => new TagDescription
    {
        ResourceId = groupName,
        ResourceType = ResourceType,
        Key = string.IsNullOrEmpty(tag.Key) ? throw AutoScalingRefusal.Validation("Tag key must not be empty.") : tag.Key,
        Value = tag.Value ?? "",
        PropagateAtLaunch = tag.PropagateAtLaunch ?? false,
    }).ToValueList());

    private static ValueList<TagDescription> Merge(ValueList<TagDescription> current, ValueList<TagDescription> added) =>
        current.Where(tag => added.All(other => other.Key != tag.Key)).Concat(added.Reverse().DistinctBy(tag => tag.Key)).OrderBy(tag => tag.Key, StringComparer.Ordinal).ToValueList();

    private static AutoScalingGroupState GroupOf(World world, Tag tag)
    {
        if (tag.ResourceType is not (null or ResourceType)) throw AutoScalingRefusal.Validation("Only the ResourceType \"auto-scaling-group\" is currently supported.");
        return AutoScalingGroups.Find(world, tag.ResourceId);
    }
}
