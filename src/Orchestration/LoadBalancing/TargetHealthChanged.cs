using Workbook.Orchestration.Planning;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>The health checks of a target came to another result.</summary>
/// <param name="TargetKey">The <see cref="ElbTarget.Key"/>.</param>
/// <param name="RegisteredAt">Of the registration that was checked: a result for an earlier one changes nothing.</param>
/// <param name="State"><c>healthy</c> or <c>unhealthy</c>, of <see cref="TargetHealthStateEnum"/>.</param>
/// <param name="Reason">One of <see cref="TargetHealthReasonEnum"/>; null with healthy.</param>
/// <param name="Description">In Elastic Load Balancing's words, such as <c>Health checks failed with these codes: [502]</c>; null with healthy.</param>
public sealed record TargetHealthChanged(string TargetKey, DateTimeOffset RegisteredAt, string State, string? Reason, string? Description) : Observation;
