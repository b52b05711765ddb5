namespace Workbook.Learning.Grading;

/// <summary>
/// Something other than the submission went wrong, so that nothing can be said of the submission. It is reported as
/// "not graded", never as a score.
/// </summary>
public sealed class GradingException(string message, Exception? inner = null) : Exception(message, inner);
