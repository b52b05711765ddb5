using Workbook.Engine.Logs;
using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Server.Api.CloudWatchLogs;

/// <summary>Groups, streams, events and destinations as the API shows them.</summary>
internal static class LogView
{
    /// <summary>What once had to be sent along with the next PutLogEvents; clients still read it.</summary>
    public const string SequenceToken = "49590302000000000000000000000000000000000000000000000000";

    public static LogGroup Of(CwlLogGroup group, long bytes, AccountRegion scope) => new()
    {
        LogGroupName = group.Name,
        CreationTime = group.CreatedAt.ToUnixTimeMilliseconds(),
        RetentionInDays = group.RetentionInDays,
        MetricFilterCount = group.MetricFilters.Count,
        Arn = LogNames.ArnOf(scope, group.Name) + ":*",
        LogGroupArn = LogNames.ArnOf(scope, group.Name),
        StoredBytes = bytes,
        KmsKeyId = group.KmsKeyId,
        LogGroupClass = group.Class,
        DeletionProtectionEnabled = group.IsProtected,
    };

    public static LogStream Of(LogStreamInfo stream, string group, AccountRegion scope) => new()
    {
        LogStreamName = stream.Name,
        CreationTime = stream.CreatedAt,
        FirstEventTimestamp = stream.FirstEvent,
        LastEventTimestamp = stream.LastEvent,
        LastIngestionTime = stream.LastIngestion,
        UploadSequenceToken = SequenceToken,
        Arn = LogNames.ArnOf(scope, group, stream.Name),
        // Since 2019 always.
        StoredBytes = 0,
    };

    public static OutputLogEvent Of(StoredEvent each) => new() { Timestamp = each.Timestamp, Message = each.Message, IngestionTime = each.IngestedAt };

    public static FilteredLogEvent Found(StoredEvent each) => new()
    {
        LogStreamName = each.Stream,
        Timestamp = each.Timestamp,
        Message = each.Message,
        IngestionTime = each.IngestedAt,
        EventId = each.Place.ToString(),
    };

    public static Destination Of(CwlDestination destination, AccountRegion scope) => new()
    {
        DestinationName = destination.Name,
        TargetArn = destination.TargetArn,
        RoleArn = destination.RoleArn,
        AccessPolicy = destination.AccessPolicy,
        Arn = LogNames.DestinationArnOf(scope, destination.Name),
        CreationTime = destination.CreatedAt.ToUnixTimeMilliseconds(),
    };
}
