using System.Text.Json;

namespace Workbook.Learning.Grading;

/// <summary>Why a submission's process is no more.</summary>
public enum SubmissionEnd
{
    /// <summary>It ended by itself.</summary>
    Exited,

    /// <summary>Its time was up.</summary>
    TimedOut,

    /// <summary>It and what it had started used more memory than they may.</summary>
    OutOfMemory,
}

/// <summary>How a submission's process ended. By then nothing that it started is left.</summary>
/// <param name="End">Why it is no more.</param>
/// <param name="ExitCode">As its process claims; shown, never believed.</param>
/// <param name="Output">The first part of what it printed.</param>
/// <param name="Answer">What it answers to the checks' request, at most 64 KiB of JSON; null where it did not, or not so. A claim like any other, for the checks to judge.</param>
public sealed record SubmissionOutcome(SubmissionEnd End, int ExitCode, string Output, JsonElement? Answer);
