using Workbook.Shapes;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Orchestration.CloudWatchLogs;

/// <summary>A log group without its streams, which are many: they are where the events are.</summary>
/// <param name="Name">Such as <c>/ecs/shop</c>.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record CwlLogGroup(string Name, DateTimeOffset CreatedAt)
{
    /// <summary>How long events are kept, in days; null for ever.</summary>
    public int? RetentionInDays { get; init; }

    /// <summary>STANDARD, INFREQUENT_ACCESS or DELIVERY.</summary>
    public string Class { get; init; } = LogGroupClass.Standard;

    public string? KmsKeyId { get; init; }

    /// <summary>Whether it refuses to be deleted.</summary>
    public bool IsProtected { get; init; }

    public ValueMap<string> Tags { get; init; } = ValueMap<string>.Empty;

    /// <summary>In the order of their names.</summary>
    public ValueList<MetricFilter> MetricFilters { get; init; } = [];

    /// <summary>In the order of their names.</summary>
    public ValueList<SubscriptionFilter> SubscriptionFilters { get; init; } = [];

    /// <summary>The oldest moment of which events are kept.</summary>
    public DateTimeOffset OldestKept(DateTimeOffset now) => RetentionInDays is { } days ? now - TimeSpan.FromDays(days) : DateTimeOffset.MinValue;
}
