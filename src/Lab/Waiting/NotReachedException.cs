namespace Workbook;

/// <summary>What was waited for did not come, or can come no more; the message says what there is instead.</summary>
public sealed class NotReachedException(string message) : Exception(message);
