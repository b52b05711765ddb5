using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images;

/// <summary>TagResource, UntagResource and ListTagsForResource: repositories are what can be tagged.</summary>
public static class ImageTagging
{
    private const int Most = 50;
    private const int LongestKey = 128;
    private const int LongestValue = 256;

    public static ValueList<Tag> Of(World world, string? arn) => Find(world, arn).Tags;

    public static World Tag(World world, TagResourceRequest request)
    {
        var repository = Find(world, request.ResourceArn);
        return world.Put(repository with { Tags = Merge(repository.Tags, request.Tags!) });
    }

    public static World Untag(World world, UntagResourceRequest request)
    {
        var repository = Find(world, request.ResourceArn);
        return world.Put(repository with { Tags = repository.Tags.Where(tag => !request.TagKeys!.Contains(tag.Key)).ToValueList() });
    }

    /// <summary>The tags with <paramref name="added"/> over them.</summary>
    /// <exception cref="ApiException">InvalidTagParameterException, TooManyTagsException.</exception>
    public static ValueList<Tag> Merge(ValueList<Tag> current, ValueList<Tag> added)
    {
        foreach (var tag in added) Check(tag);
        if (added.Select(tag => tag.Key).Distinct(StringComparer.Ordinal).Count() < added.Count)
            throw EcrErrors.InvalidTagParameter("Invalid parameter at 'tags' failed to satisfy constraint: 'Duplicate tag keys found'");
        var merged = current.Where(tag => added.All(other => other.Key != tag.Key)).Concat(added).ToValueList();
        return merged.Count > Most ? throw EcrErrors.TooManyTags($"The number of tags exceeds the limit of {Most} tags per repository.") : merged;
    }

    private static void Check(Tag tag)
    {
        var why = (tag.Key, tag.Value) switch
        {
            ({ Length: 0 }, _) => "Tag key must not be empty",
            ({ Length: > LongestKey }, _) => $"Tag key must have length less than or equal to {LongestKey}",
            (_, { Length: > LongestValue }) => $"Tag value must have length less than or equal to {LongestValue}",
            ({ } key, _) when key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase) => "Tag key must not start with 'aws:'",
            _ => null,
        };
        if (why is not null) throw EcrErrors.InvalidTagParameter($"Invalid parameter at 'tags' failed to satisfy constraint: '{why}'");
    }

    private static EcrRepository Find(World world, string? arn)
    {
        var prefix = EcrRepository.ArnOf(world.Scope, "");
        if (arn is null || !arn.StartsWith(prefix, StringComparison.Ordinal) || arn.Length == prefix.Length)
            throw ImageRefusal.Invalid("resourceArn", $"Invalid ARN '{arn}'");
        return ImageLookup.Repository(world, arn[prefix.Length..]);
    }
}
