using Workbook.Orchestration;
using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Server.Api.ApplicationAutoScaling;

/// <summary>Scalable targets and what belongs to them as the API shows them.</summary>
internal static class ScalingView
{
    public static ScalableTarget Of(AasScalableTarget target, AccountRegion scope) => new()
    {
        ServiceNamespace = AasScalableTarget.Namespace,
        ResourceId = target.ResourceId,
        ScalableDimension = AasScalableTarget.Dimension,
        MinCapacity = target.MinCapacity,
        MaxCapacity = target.MaxCapacity,
        RoleARN = target.RoleArn,
        CreationTime = target.CreatedAt,
        SuspendedState = target.Suspended,
        ScalableTargetARN = target.Arn(scope),
    };

    public static ScalingPolicy Of(World world, AasScalingPolicy policy) => new()
    {
        PolicyARN = policy.Arn(world.Scope),
        PolicyName = policy.Name,
        ServiceNamespace = AasScalableTarget.Namespace,
        ResourceId = policy.TargetKey,
        ScalableDimension = AasScalableTarget.Dimension,
        PolicyType = policy.Type,
        StepScalingPolicyConfiguration = policy.Steps,
        TargetTrackingScalingPolicyConfiguration = policy.Tracking,
        Alarms = Alarms(world, policy),
        CreationTime = policy.CreatedAt,
    };

    public static ValueList<Alarm> Alarms(World world, AasScalingPolicy policy) =>
        ScalingPolicies.AlarmsOf(world, policy).Select(name => new Alarm { AlarmName = name, AlarmARN = world.Alarms[name].Arn(world.Scope) }).ToValueList();

    public static ScheduledAction Of(AasScheduledAction action, AccountRegion scope) => new()
    {
        ScheduledActionName = action.Name,
        ScheduledActionARN = action.Arn(scope),
        ServiceNamespace = AasScalableTarget.Namespace,
        Schedule = action.Schedule,
        Timezone = action.Timezone,
        ResourceId = action.TargetKey,
        ScalableDimension = AasScalableTarget.Dimension,
        StartTime = action.StartTime,
        EndTime = action.EndTime,
        ScalableTargetAction = new() { MinCapacity = action.MinCapacity, MaxCapacity = action.MaxCapacity },
        CreationTime = action.CreatedAt,
    };

    public static ScalingActivity Of(AasScalingActivity activity) => new()
    {
        ActivityId = activity.Id,
        ServiceNamespace = AasScalableTarget.Namespace,
        ResourceId = activity.TargetKey,
        ScalableDimension = AasScalableTarget.Dimension,
        Description = activity.Description,
        Cause = activity.Cause,
        StartTime = activity.StartedAt,
        EndTime = activity.EndedAt,
        StatusCode = activity.StatusCode,
        StatusMessage = activity.StatusMessage,
        NotScaledReasons = activity.NotScaledReasons,
    };
}
