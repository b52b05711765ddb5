using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services.Rules;

/// <summary>What the deployment strategies BLUE_GREEN, LINEAR and CANARY may be told, and their lifecycle hooks.</summary>
internal static class StrategyRules
{
    private const int MostHooksOfAKind = 10;
    private const int LongestLambdaMinutes = 1440;

    public static void Check(DeploymentConfiguration configuration, string schedulingStrategy)
    {
        var strategy = configuration.Strategy;
        if (schedulingStrategy == SchedulingStrategy.Daemon && strategy is not (null or DeploymentStrategy.Rolling))
            throw EcsErrors.InvalidParameter($"The daemon scheduling strategy does not support the {strategy} deployment strategy. Change the deployment strategy and try again.");
        if (configuration.LinearConfiguration is { } linear)
        {
            if (strategy != DeploymentStrategy.Linear) throw EcsErrors.InvalidParameter("linearConfiguration is only valid for the LINEAR deployment strategy.");
            if (linear.StepPercent is < 3 or > 100) throw EcsErrors.InvalidParameter("stepPercent must be between 3.0 and 100.0.");
            if (linear.StepBakeTimeInMinutes is < 0 or > 1440) throw EcsErrors.InvalidParameter("stepBakeTimeInMinutes must be between 0 and 1440.");
        }
        if (configuration.CanaryConfiguration is { } canary)
        {
            if (strategy != DeploymentStrategy.Canary) throw EcsErrors.InvalidParameter("canaryConfiguration is only valid for the CANARY deployment strategy.");
            if (canary.CanaryPercent is < 0.1 or > 100) throw EcsErrors.InvalidParameter("canaryPercent must be between 0.1 and 100.0.");
            if (canary.CanaryBakeTimeInMinutes is < 0 or > 1440) throw EcsErrors.InvalidParameter("canaryBakeTimeInMinutes must be between 0 and 1440.");
        }
        if (configuration.EarlySuccessCriteria is { Enable: true } early)
        {
            if (strategy != DeploymentStrategy.Rolling) throw EcsErrors.InvalidParameter("earlySuccessCriteria is only valid for the ROLLING deployment strategy.");
            if (early.HealthyPercent is null || early.SourceServiceRevisionCleanup is null)
                throw EcsErrors.InvalidParameter("healthyPercent and sourceServiceRevisionCleanup are required when earlySuccessCriteria is enabled.");
            if (early.HealthyPercent < configuration.MinimumHealthyPercent || early.HealthyPercent > 100)
                throw EcsErrors.InvalidParameter("healthyPercent must be between minimumHealthyPercent and 100.");
        }
        CheckHooks(configuration.LifecycleHooks ?? []);
    }

    /// <summary>With the defaults of its strategy.</summary>
    public static DeploymentConfiguration Complete(DeploymentConfiguration configuration) => configuration with
    {
        LinearConfiguration = configuration.Strategy != DeploymentStrategy.Linear ? null : new()
        {
            StepPercent = configuration.LinearConfiguration?.StepPercent ?? 10,
            StepBakeTimeInMinutes = configuration.LinearConfiguration?.StepBakeTimeInMinutes ?? 6,
        },
        CanaryConfiguration = configuration.Strategy != DeploymentStrategy.Canary ? null : new()
        {
            CanaryPercent = configuration.CanaryConfiguration?.CanaryPercent ?? 5,
            CanaryBakeTimeInMinutes = configuration.CanaryConfiguration?.CanaryBakeTimeInMinutes ?? 10,
        },
    };

    private static void CheckHooks(ValueList<DeploymentLifecycleHook> hooks)
    {
        foreach (var kind in hooks.GroupBy(IsPause))
        {
            if (kind.Count() > MostHooksOfAKind) throw EcsErrors.InvalidParameter($"lifecycleHooks can have at most {MostHooksOfAKind} items of each target type.");
        }
        foreach (var hook in hooks)
        {
            if (hook.TargetType is not (null or DeploymentLifecycleHookTargetType.AwsLambda or DeploymentLifecycleHookTargetType.Pause))
                throw EcsErrors.InvalidParameter("Invalid targetType. Valid values are: AWS_LAMBDA, PAUSE");
            if (hook.LifecycleStages is not { Count: > 0 } stages) throw EcsErrors.InvalidParameter("lifecycleStages can not be empty.");
            if (IsPause(hook)) CheckPause(hook, stages);
            else CheckLambda(hook);
        }
    }

    private static void CheckPause(DeploymentLifecycleHook hook, ValueList<string> stages)
    {
        if (hook.HookTargetArn is not null || hook.RoleArn is not null) throw EcsErrors.InvalidParameter("hookTargetArn and roleArn are not supported for hooks of the target type PAUSE.");
        if (stages.FirstOrDefault(stage => stage is DeploymentLifecycleHookStage.TestTrafficShift or DeploymentLifecycleHookStage.ProductionTrafficShift) is { } stage)
            throw EcsErrors.InvalidParameter($"Hooks of the target type PAUSE are not supported in the lifecycle stage {stage}.");
    }

    private static void CheckLambda(DeploymentLifecycleHook hook)
    {
        if (string.IsNullOrEmpty(hook.HookTargetArn)) throw EcsErrors.InvalidParameter("hookTargetArn can not be blank.");
        if (!hook.HookTargetArn.StartsWith("arn:", StringComparison.Ordinal) || !hook.HookTargetArn.Contains(":lambda:", StringComparison.Ordinal))
            throw EcsErrors.InvalidParameter($"Invalid hookTargetArn '{hook.HookTargetArn}'. Specify the ARN of a Lambda function.");
        if (string.IsNullOrEmpty(hook.RoleArn)) throw EcsErrors.InvalidParameter("roleArn can not be blank.");
        if (hook.TimeoutConfiguration?.TimeoutInMinutes > LongestLambdaMinutes) throw EcsErrors.InvalidParameter($"timeoutInMinutes can be at most {LongestLambdaMinutes} for hooks of the target type AWS_LAMBDA.");
    }

    private static bool IsPause(DeploymentLifecycleHook hook) => hook.TargetType == DeploymentLifecycleHookTargetType.Pause;
}
