using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services.Rules;

/// <summary>What a service's deployment configuration may be, and what it is where nobody said.</summary>
internal static class DeploymentConfigurationRules
{
    private const int LongestBakeMinutes = 1440;

    /// <summary>A new service's: what was asked for, over ECS's defaults.</summary>
    public static DeploymentConfiguration Create(DeploymentConfiguration? asked, string schedulingStrategy, string controller)
    {
        var daemon = schedulingStrategy == SchedulingStrategy.Daemon;
        return Merge(new()
        {
            MaximumPercent = daemon ? 100 : 200,
            MinimumHealthyPercent = daemon ? 0 : 100,
            Strategy = controller == DeploymentControllerType.Ecs ? DeploymentStrategy.Rolling : null,
            BakeTimeInMinutes = controller == DeploymentControllerType.Ecs ? 0 : null,
            Alarms = new() { AlarmNames = [], Enable = false, Rollback = false },
            DeploymentCircuitBreaker = new() { Enable = false, Rollback = false, ResetOnHealthyTask = true, ThresholdConfiguration = new() { Type = ThresholdType.BoundedPercent, Value = 50 } },
        }, asked, schedulingStrategy, controller);
    }

    /// <summary>What was asked for, over what there is.</summary>
    public static DeploymentConfiguration Merge(DeploymentConfiguration current, DeploymentConfiguration? asked, string schedulingStrategy, string controller)
    {
        if (asked is null) return current;
        if (controller != DeploymentControllerType.Ecs && (asked.DeploymentCircuitBreaker?.Enable == true || asked.Alarms?.Enable == true || asked.Strategy is not (null or DeploymentStrategy.Rolling)))
            throw EcsErrors.InvalidParameter($"The deployment circuit breaker, alarms and deployment strategies are only supported for services with an ECS deployment controller, not with {controller}.");
        var changes = asked.Strategy is not null && asked.Strategy != current.Strategy;
        var next = current with
        {
            MaximumPercent = asked.MaximumPercent ?? current.MaximumPercent,
            MinimumHealthyPercent = asked.MinimumHealthyPercent ?? current.MinimumHealthyPercent,
            Alarms = Alarms(asked.Alarms) ?? current.Alarms,
            DeploymentCircuitBreaker = Breaker(current.DeploymentCircuitBreaker!, asked.DeploymentCircuitBreaker),
            Strategy = asked.Strategy ?? current.Strategy,
            BakeTimeInMinutes = asked.BakeTimeInMinutes ?? current.BakeTimeInMinutes,
            LifecycleHooks = asked.LifecycleHooks ?? current.LifecycleHooks,
            // What belonged to another strategy ends with it.
            LinearConfiguration = asked.LinearConfiguration ?? (changes ? null : current.LinearConfiguration),
            CanaryConfiguration = asked.CanaryConfiguration ?? (changes ? null : current.CanaryConfiguration),
            EarlySuccessCriteria = asked.EarlySuccessCriteria ?? (changes ? null : current.EarlySuccessCriteria),
        };
        CheckPercents(next, schedulingStrategy);
        if (next.BakeTimeInMinutes is < 0 or > LongestBakeMinutes) throw EcsErrors.InvalidParameter($"bakeTimeInMinutes must be between 0 and {LongestBakeMinutes}.");
        StrategyRules.Check(next, schedulingStrategy);
        return StrategyRules.Complete(next);
    }

    private static void CheckPercents(DeploymentConfiguration configuration, string schedulingStrategy)
    {
        var (minimum, maximum) = (configuration.MinimumHealthyPercent!.Value, configuration.MaximumPercent!.Value);
        if (minimum < 0) throw EcsErrors.InvalidParameter("minimumHealthyPercent can not be less than 0.");
        if (minimum > 100) throw EcsErrors.InvalidParameter("minimumHealthyPercent must be at most 100.");
        if (schedulingStrategy == SchedulingStrategy.Daemon && maximum > 100)
            throw EcsErrors.InvalidParameter("The daemon scheduling strategy does not support values above 100 for maximumPercent. Change the value and try again.");
        if (maximum < 100)
            throw EcsErrors.InvalidParameter(schedulingStrategy == SchedulingStrategy.Daemon ? "maximumPercent must be 100 for the daemon scheduling strategy." : "maximumPercent must be at least 100.");
        if (minimum == 100 && maximum == 100) throw EcsErrors.InvalidParameter("Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.");
    }

    private static DeploymentAlarms? Alarms(DeploymentAlarms? asked)
    {
        if (asked is null) return null;
        if (asked is { Enable: true, AlarmNames: not { Count: > 0 } }) throw EcsErrors.InvalidParameter("alarmNames can not be empty when deployment alarms are enabled.");
        return asked;
    }

    /// <summary>A threshold that is not said again stays.</summary>
    private static DeploymentCircuitBreaker Breaker(DeploymentCircuitBreaker current, DeploymentCircuitBreaker? asked)
    {
        if (asked is null) return current;
        var threshold = asked.ThresholdConfiguration ?? current.ThresholdConfiguration!;
        if (threshold.Value is not > 0) throw EcsErrors.InvalidParameter("The value of thresholdConfiguration must be greater than 0.");
        if (threshold.Type != ThresholdType.Count && threshold.Value > 100) throw EcsErrors.InvalidParameter("The value of thresholdConfiguration must be between 1 and 100 for percentages.");
        return asked with
        {
            Rollback = asked.Enable == true && asked.Rollback == true,
            ResetOnHealthyTask = asked.ResetOnHealthyTask ?? current.ResetOnHealthyTask,
            ThresholdConfiguration = threshold,
        };
    }
}
