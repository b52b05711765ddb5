using Workbook.Orchestration.Planning;

namespace Workbook.Orchestration.CloudWatch.Alarms;

/// <summary>The evaluation of an alarm found another state than it is in.</summary>
/// <param name="AlarmName">Which alarm.</param>
/// <param name="ConfiguredAt">Of the configuration that was evaluated.</param>
/// <param name="Verdict">What was found.</param>
public sealed record AlarmEvaluated(string AlarmName, DateTimeOffset ConfiguredAt, AlarmVerdict Verdict) : Observation;
