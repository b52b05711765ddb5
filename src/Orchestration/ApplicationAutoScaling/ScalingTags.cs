using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>TagResource, UntagResource and ListTagsForResource of scalable targets.</summary>
public static class ScalingTags
{
    private const int Most = 50;

    /// <exception cref="ApiException">ResourceNotFoundException.</exception>
    public static ValueMap<string> Of(World world, string arn) => Find(world, arn).Tags;

    public static World Tag(World world, TagResourceRequest request)
    {
        var target = Find(world, request.ResourceARN!);
        return world.Put(target with { Tags = Check(new(target.Tags.Concat(request.Tags!))) });
    }

    public static World Untag(World world, UntagResourceRequest request)
    {
        var target = Find(world, request.ResourceARN!);
        return world.Put(target with { Tags = new(target.Tags.Where(tag => !request.TagKeys!.Contains(tag.Key))) });
    }

    internal static ValueMap<string> Check(ValueMap<string> tags)
    {
        if (tags.Count > Most) throw ApplicationAutoScalingErrors.TooManyTags($"The number of tags exceeds the limit of {Most} tags per resource.");
        return tags.Keys.All(key => !key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) ? tags : throw ScalingRefusal.Validation("Tag keys that start with aws: are reserved.");
    }

    private static AasScalableTarget Find(World world, string arn) =>
        world.ScalableTargets.Values.FirstOrDefault(target => target.Arn(world.Scope) == arn)
        ?? throw ApplicationAutoScalingErrors.ResourceNotFound($"The resource with ARN {arn} does not exist.");
}
