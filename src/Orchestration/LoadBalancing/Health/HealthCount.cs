using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing.Health;

/// <summary>
/// A target's state and the checks since it last changed its mind. Of an Application Load Balancer a target that was just registered must pass
/// one check; of a Network Load Balancer as many as make an unhealthy one healthy again.
/// </summary>
/// <param name="State">One of <see cref="TargetHealthStateEnum"/>.</param>
/// <param name="Successes">In a row; 0 after a failure.</param>
/// <param name="Failures">In a row; 0 after a success.</param>
public readonly record struct HealthCount(string State, int Successes, int Failures)
{
    /// <summary>Before the first check: what was known earlier stays until checks say otherwise.</summary>
    public static HealthCount Of(ElbTarget target) => new(target.State, 0, 0);

    /// <summary>True while the last check agrees with the state: nothing is on its way to change.</summary>
    public bool IsSettled => State switch
    {
        TargetHealthStateEnum.Healthy => Successes > 0,
        TargetHealthStateEnum.Unhealthy => Failures > 0,
        _ => false,
    };

    /// <summary>One more check. healthy, threshold 2 → a failure: healthy still; a second in a row: unhealthy.</summary>
    public HealthCount Next(CheckOutcome outcome, ElbTargetGroup group)
    {
        var next = outcome.IsSuccess ? this with { Successes = Successes + 1, Failures = 0 } : this with { Successes = 0, Failures = Failures + 1 };
        var successes = State == TargetHealthStateEnum.Unhealthy || !CheckOutcome.IsOfApplication(group) ? group.HealthCheck.HealthyThreshold : 1;
        if (State != TargetHealthStateEnum.Healthy && next.Successes >= successes) return next with { State = TargetHealthStateEnum.Healthy };
        if (State != TargetHealthStateEnum.Unhealthy && next.Failures >= group.HealthCheck.UnhealthyThreshold) return next with { State = TargetHealthStateEnum.Unhealthy };
        return next;
    }

    /// <summary>What there is to tell after a check; null when it is what the target says already.</summary>
    /// <param name="last">The check's outcome.</param>
    public TargetHealthChanged? Tell(ElbTarget target, CheckOutcome last)
    {
        var (reason, description) = State switch
        {
            TargetHealthStateEnum.Healthy => (null, null),
            // A success among failures does not change why it is unhealthy.
            TargetHealthStateEnum.Unhealthy => last.IsSuccess ? (target.Reason, target.Description) : (last.Reason, last.Description),
            _ => (TargetHealthReasonEnum.ElbInitialHealthChecking, "Initial health checks in progress"),
        };
        return (target.State, target.Reason, target.Description) == (State, reason, description) ? null : new(target.Key, target.RegisteredAt, State, reason, description);
    }
}
