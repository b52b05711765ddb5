namespace Workbook.Engine.Logs;

/// <summary>A line that a container printed.</summary>
/// <param name="At">When it was printed.</param>
/// <param name="Message">Without its line end.</param>
public sealed record LogEvent(DateTimeOffset At, string Message);
