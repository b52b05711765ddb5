namespace Workbook.Engine.Logs;

/// <summary>An event that is kept.</summary>
/// <param name="Stream">The name of its stream.</param>
/// <param name="Place">Its time, and where it stands.</param>
/// <param name="IngestedAt">When it came, in milliseconds since 1970.</param>
/// <param name="Message">Its text.</param>
public sealed record StoredEvent(string Stream, EventPlace Place, long IngestedAt, string Message)
{
    /// <summary>When it happened, in milliseconds since 1970.</summary>
    public long Timestamp => (Place.At - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
}
