using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Ec2;

/// <summary>CreateTags, DeleteTags, and tags that come with a creation (see "Tag your Amazon EC2 resources").</summary>
public static class Ec2Tags
{
    private const int Most = 50;
    private const int LongestKey = 127;
    private const int LongestValue = 255;

    /// <summary>The tags for a resource of that type among a request's tag specifications.</summary>
    /// <exception cref="ApiException">A tag breaks a rule.</exception>
    public static ValueList<Tag> Of(ValueList<TagSpecification>? specifications, string resourceType) =>
        Check((specifications ?? []).Where(each => each.ResourceType == resourceType).SelectMany(each => each.Tags ?? []).ToValueList());

    /// <summary>The tags with <paramref name="added"/> over them, by key.</summary>
    public static ValueList<Tag> Merge(ValueList<Tag> current, ValueList<Tag> added) =>
        current.Where(tag => added.All(other => other.Key != tag.Key)).Concat(added).OrderBy(tag => tag.Key, StringComparer.Ordinal).ToValueList();

    public static World Create(World world, CreateTagsRequest request)
    {
        if (request.Resources is not { Count: > 0 } ids) throw Ec2Refusal.Missing("resourceIdSet");
        if (request.Tags is not { Count: > 0 }) throw Ec2Refusal.Missing("tagSet");
        var tags = Check(request.Tags);
        foreach (var id in ids)
        {
            var resource = Find(world, id);
            var merged = Merge(resource.Tags, tags);
            if (merged.Count(IsOwn) > Most) throw Ec2Refusal.Of("TagLimitExceeded", "The maximum number of Tags has been reached.");
            world = world.Put(resource with { Tags = merged });
        }
        return world;
    }

    /// <summary>Without tags all are deleted; a tag with a value only where it has that value.</summary>
    public static World Delete(World world, DeleteTagsRequest request)
    {
        if (request.Resources is not { Count: > 0 } ids) throw Ec2Refusal.Missing("resourceIdSet");
        foreach (var id in ids)
        {
            var resource = Find(world, id);
            world = world.Put(resource with { Tags = resource.Tags.Where(tag => !IsOwn(tag) || !IsMeant(tag, request.Tags)).ToValueList() });
        }
        return world;
    }

    /// <exception cref="ApiException">A key is empty, reserved, too long or occurs twice.</exception>
    public static ValueList<Tag> Check(ValueList<Tag>? tags)
    {
        if (tags is null or { Count: 0 }) return [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            if (string.IsNullOrEmpty(tag.Key)) throw Ec2Refusal.Of("InvalidParameterValue", "Tag key cannot be empty.");
            if (tag.Key.StartsWith("aws:", StringComparison.Ordinal))
                throw Ec2Refusal.Invalid(tag.Key, "tag", "Tag keys starting with 'aws:' are reserved for internal use");
            if (tag.Key.Length > LongestKey) throw Ec2Refusal.Of("InvalidParameterValue", $"Tag key exceeds the maximum length of {LongestKey} characters");
            if (tag.Value is { Length: > LongestValue }) throw Ec2Refusal.Of("InvalidParameterValue", $"Tag value exceeds the maximum length of {LongestValue} characters");
            if (!seen.Add(tag.Key)) throw Ec2Refusal.Of("InvalidParameterValue", $"Duplicate tag key '{tag.Key}' specified.");
        }
        if (tags.Count > Most) throw Ec2Refusal.Of("TagLimitExceeded", "The maximum number of Tags has been reached.");
        return tags.Select(tag => tag with { Value = tag.Value ?? "" }).OrderBy(tag => tag.Key, StringComparer.Ordinal).ToValueList();
    }

    private static bool IsOwn(Tag tag) => !tag.Key!.StartsWith("aws:", StringComparison.Ordinal);

    private static bool IsMeant(Tag tag, ValueList<Tag>? named) =>
        named is null or { Count: 0 } || named.Any(each => each.Key == tag.Key && (each.Value is null || each.Value == tag.Value));

    private static Ec2Resource Find(World world, string id) => world.Ec2Resources.GetValueOrDefault(id) switch
    {
        null or Ec2Account => throw Ec2Refusal.Of("InvalidID", $"The ID '{id}' is not valid"),
        var resource => resource,
    };
}
