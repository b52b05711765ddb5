using Workbook.Shapes;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Orchestration.CloudWatchLogs;

/// <summary>What log groups may be and become: retention, class, tags, protection.</summary>
public static class LogGroups
{
    private const int MostTags = 50;

    private static readonly int[] Days = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    /// <exception cref="ApiException">InvalidParameterException.</exception>
    public static CwlLogGroup Create(CreateLogGroupRequest request, DateTimeOffset now)
    {
        var group = new CwlLogGroup(LogNames.CheckNewGroup(request.LogGroupName!), now)
        {
            Class = request.LogGroupClass ?? LogGroupClass.Standard,
            KmsKeyId = request.KmsKeyId,
            IsProtected = request.DeletionProtectionEnabled == true,
        };
        return request.Tags is { } tags ? Tag(group, tags) : group;
    }

    /// <exception cref="ApiException">InvalidParameterException: CloudWatch Logs has no such retention.</exception>
    public static CwlLogGroup Retain(CwlLogGroup group, int days) => Array.IndexOf(Days, days) >= 0
        ? group with { RetentionInDays = days }
        : throw CloudWatchLogsErrors.InvalidParameter(
            $"1 validation error detected: Value '{days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", Days)}]");

    /// <exception cref="ApiException">TooManyTagsException, or InvalidParameterException for keys that AWS keeps for itself.</exception>
    public static CwlLogGroup Tag(CwlLogGroup group, ValueMap<string> tags)
    {
        if (tags.Keys.Any(key => key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
            throw CloudWatchLogsErrors.InvalidParameter("Tag keys that start with aws: are reserved.");
        var all = new ValueMap<string>(group.Tags.Concat(tags));
        return all.Count <= MostTags ? group with { Tags = all } : throw CloudWatchLogsErrors.TooManyTags($"A resource can have no more than {MostTags} tags.");
    }

    public static CwlLogGroup Untag(CwlLogGroup group, ValueList<string> keys) => group with { Tags = new(group.Tags.Where(tag => !keys.Contains(tag.Key))) };

    /// <exception cref="ApiException">ValidationException: it is protected.</exception>
    public static void CheckDeletion(CwlLogGroup group)
    {
        if (group.IsProtected)
            throw CloudWatchLogsErrors.Validation($"The log group {group.Name} cannot be deleted while its deletion protection is enabled.");
    }
}
