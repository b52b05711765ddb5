namespace Workbook.Orchestration.Deployments;

/// <summary>The state of a CloudWatch alarm, for the deployments that watch it.</summary>
/// <param name="Name">The alarm's name.</param>
/// <param name="IsInAlarm">True in ALARM, false in OK and INSUFFICIENT_DATA.</param>
public sealed record AlarmState(string Name, bool IsInAlarm);
