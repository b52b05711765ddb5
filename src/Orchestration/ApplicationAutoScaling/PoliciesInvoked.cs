using Workbook.Orchestration.Planning;
using Workbook.Shapes;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>
/// Alarms that are in a state with an action invoke scaling policies: when they came to the state, and then once a minute. Those of one minute come
/// together, so that the policies of a target are weighed against each other.
/// </summary>
/// <param name="Readings">What each alarm says.</param>
public sealed record PoliciesInvoked(ValueList<AlarmReading> Readings) : Observation;
