namespace Workbook.Learning.Grading;

/// <summary>How a submission's process ended. By then nothing that it started is left.</summary>
/// <param name="TimedOut">It was ended because its time was up.</param>
/// <param name="ExitCode">As its process claims; shown, never believed.</param>
/// <param name="Output">The first part of what it printed.</param>
public sealed record SubmissionOutcome(bool TimedOut, int ExitCode, string Output);
