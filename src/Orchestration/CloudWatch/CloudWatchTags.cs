using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Orchestration.CloudWatch;

/// <summary>TagResource, UntagResource and ListTagsForResource of alarms and dashboards.</summary>
public static class CloudWatchTags
{
    private const int Most = 50;

    public static ValueList<Tag> Of(World world, string arn) => Find(world, arn).Tags;

    public static World Tag(World world, TagResourceRequest request)
    {
        var (tags, put) = Find(world, request.ResourceARN!);
        return put(Check(tags.Where(tag => request.Tags!.All(added => added.Key != tag.Key)).Concat(Check(request.Tags)).ToValueList()));
    }

    public static World Untag(World world, UntagResourceRequest request)
    {
        var (tags, put) = Find(world, request.ResourceARN!);
        return put(tags.Where(tag => !request.TagKeys!.Contains(tag.Key)).ToValueList());
    }

    internal static ValueList<Tag> Check(ValueList<Tag>? tags)
    {
        if (tags is null) return [];
        if (tags.Count > Most) throw CloudWatchErrors.InvalidParameterValue($"The number of tags exceeds the limit of {Most} tags per resource.");
        foreach (var tag in tags)
        {
            if (tag.Key!.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) throw CloudWatchErrors.InvalidParameterValue("Tag keys that start with aws: are reserved.");
            if (tags.Count(other => other.Key == tag.Key) > 1) throw CloudWatchErrors.InvalidParameterValue($"The tag key {tag.Key} is given more than once.");
        }
        return tags;
    }

    private static (ValueList<Tag> Tags, Func<ValueList<Tag>, World> Put) Find(World world, string arn)
    {
        var parts = arn.Split(':', 7);
        if (parts is ["arn", _, "cloudwatch", var region, var account, "alarm", var name])
        {
            return region == world.Scope.Region && account == world.Scope.Account && world.Alarms.GetValueOrDefault(name) is { IsConfigured: true } alarm
                ? (alarm.Tags, tags => world.Put(alarm with { Tags = tags }))
                : throw CloudWatchErrors.ResourceNotFoundException($"Alarm {name} does not exist");
        }
        if (parts is ["arn", _, "cloudwatch", _, _, var path] && path.StartsWith("dashboard/", StringComparison.Ordinal))
        {
            return world.Dashboards.GetValueOrDefault(path["dashboard/".Length..]) is { } dashboard
                ? (dashboard.Tags, tags => world.Put(dashboard with { Tags = tags }))
                : throw CloudWatchErrors.ResourceNotFoundException($"Dashboard {path["dashboard/".Length..]} does not exist");
        }
        throw CloudWatchErrors.InvalidParameterValue($"The value {arn} for parameter ResourceARN is not the ARN of an alarm or a dashboard.");
    }
}
