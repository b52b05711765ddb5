using Workbook.Shapes;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>What an alarm tells the policies that it invokes.</summary>
/// <param name="AlarmName">Which alarm.</param>
/// <param name="State">Its state, one of <see cref="Workbook.Shapes.CloudWatch.StateValue"/>.</param>
/// <param name="Threshold">What the metric is compared with.</param>
/// <param name="Values">The data points that were evaluated, newest first; empty when somebody set the state and gave none.</param>
public sealed record AlarmReading(string AlarmName, string State, double Threshold, ValueList<double> Values);
