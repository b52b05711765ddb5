namespace Workbook.Engine.Logs;

/// <summary>A log stream, as DescribeLogStreams tells of it. Times are in milliseconds since 1970.</summary>
/// <param name="Name">Within its group.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="FirstEvent">The time of its oldest event; null when there is none.</param>
/// <param name="LastEvent">The time of its newest event; null when there is none.</param>
/// <param name="LastIngestion">When its newest events came; null when none ever did.</param>
public sealed record LogStreamInfo(string Name, long CreatedAt, long? FirstEvent, long? LastEvent, long? LastIngestion);
