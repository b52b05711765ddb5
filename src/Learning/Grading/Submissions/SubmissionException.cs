namespace Workbook.Learning.Grading;

/// <summary>The submission cannot be run as it is; the messages are feedback for its author.</summary>
internal sealed class SubmissionException(params IReadOnlyList<string> messages) : Exception(string.Join('\n', messages))
{
    public IReadOnlyList<string> Messages { get; } = messages;
}
