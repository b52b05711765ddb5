namespace Workbook.Orchestration.History;

/// <summary>One link in the chain that led to how things are.</summary>
/// <param name="At">When.</param>
/// <param name="What">What was decided or what happened, such as <c>pull the image of app</c>.</param>
/// <param name="Reason">Why it was decided, as a sentence; null for what merely happened.</param>
public sealed record HistoryEntry(DateTimeOffset At, string What, string? Reason);
