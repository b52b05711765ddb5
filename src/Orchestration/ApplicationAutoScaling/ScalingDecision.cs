using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>A decision about one scalable target. It is told in the history of its service.</summary>
public abstract record ScalingDecision(string TargetKey, string Reason) : Decision(Reason)
{
    public override EntityKey? Subject => new(EntityKind.Service, TargetKey["service/".Length..]);
}

/// <summary>Set the desired count of the service.</summary>
/// <param name="To">The new count, within the bounds.</param>
/// <param name="PolicyName">Which policy asked for it; null when it comes of the bounds.</param>
/// <param name="Cause">In Application Auto Scaling's words.</param>
public sealed record SetCapacity(string TargetKey, int To, string? PolicyName, string Cause, string Reason) : ScalingDecision(TargetKey, Reason);

/// <summary>Leave the desired count as it is, and say why.</summary>
/// <param name="NotScaledReasons">Why, for DescribeScalingActivities.</param>
public sealed record KeepCapacity(string TargetKey, string Cause, ValueList<NotScaledReason> NotScaledReasons, string Reason) : ScalingDecision(TargetKey, Reason);

/// <summary>What alarms said, or the bounds, ask for nothing.</summary>
public sealed record SettleTarget(string TargetKey, string Reason) : ScalingDecision(TargetKey, Reason);

/// <summary>The service has fulfilled the last change, or it was overtaken by another one.</summary>
/// <param name="StatusCode">One of <see cref="ScalingActivityStatusCode"/>.</param>
/// <param name="StatusMessage">In Application Auto Scaling's words.</param>
public sealed record FinishActivity(string TargetKey, string StatusCode, string StatusMessage, string Reason) : ScalingDecision(TargetKey, Reason);

/// <summary>Set the bounds of a target, as a scheduled action says.</summary>
/// <param name="ActionName">Which one.</param>
/// <param name="NextAt">When it runs again; null when it does not.</param>
public sealed record RunScheduledAction(string TargetKey, string ActionName, DateTimeOffset? NextAt, string Reason) : ScalingDecision(TargetKey, Reason);

/// <summary>Forget what was done about a target six weeks ago.</summary>
/// <param name="ActivityKey">Of the activity.</param>
public sealed record ForgetTargetActivity(string TargetKey, string ActivityKey, string Reason) : ScalingDecision(TargetKey, Reason)
{
    public override EntityKey? Subject => null;
}
