namespace Workbook.Orchestration.CloudWatchLogs;

/// <summary>Where subscription filters send events to.</summary>
/// <param name="Name">Within account and region.</param>
/// <param name="TargetArn">On AWS the ARN of a Kinesis stream; here the address, with http or https, that events are posted to.</param>
/// <param name="RoleArn">In whose name.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record CwlDestination(string Name, string TargetArn, string RoleArn, DateTimeOffset CreatedAt)
{
    public string? AccessPolicy { get; init; }
}
