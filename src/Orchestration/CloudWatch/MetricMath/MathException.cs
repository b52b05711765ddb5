namespace Workbook.Orchestration.CloudWatch.MetricMath;

/// <summary>An expression cannot be read or evaluated; the message says why.</summary>
public sealed class MathException(string message) : Exception(message);
