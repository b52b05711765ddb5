using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.ApplicationAutoScaling;

/// <summary>How a scalable target follows a metric: in steps, or to a target value.</summary>
/// <param name="TargetKey">The <see cref="AasScalableTarget.Key"/>.</param>
/// <param name="Name">Unique among the target's policies.</param>
/// <param name="Id">The UUID in its ARN.</param>
/// <param name="ActionId">The UUID at the end of the action that its own alarms have.</param>
/// <param name="CreatedAt">When.</param>
public sealed record AasScalingPolicy(string TargetKey, string Name, string Id, string ActionId, DateTimeOffset CreatedAt)
{
    /// <summary>Null unless it is a step scaling policy.</summary>
    public StepScalingPolicyConfiguration? Steps { get; init; }

    /// <summary>Null unless it is a target tracking policy.</summary>
    public TargetTrackingScalingPolicyConfiguration? Tracking { get; init; }

    /// <summary>The alarms that it owns, of which the first is for scale-out; empty for step scaling.</summary>
    public ValueList<string> OwnAlarms { get; init; } = [];

    /// <summary>One of <see cref="PolicyType"/>.</summary>
    public string Type => Tracking is null ? PolicyType.StepScaling : PolicyType.TargetTrackingScaling;

    /// <summary>Seconds between scale-outs.</summary>
    public TimeSpan ScaleOutCooldown => TimeSpan.FromSeconds(Steps?.Cooldown ?? Tracking?.ScaleOutCooldown ?? DefaultCooldown);

    /// <summary>Seconds between scale-ins.</summary>
    public TimeSpan ScaleInCooldown => TimeSpan.FromSeconds(Steps?.Cooldown ?? Tracking?.ScaleInCooldown ?? DefaultCooldown);

    /// <summary>Whether it takes part in scale-in by target tracking.</summary>
    public bool TracksDown => Tracking is { DisableScaleIn: not true };

    public string Key => KeyOf(TargetKey, Name);

    // Of ECS services, for both kinds of policies.
    private const int DefaultCooldown = 300;

    public string Arn(AccountRegion scope) => $"{PoliciesOf(scope)}{Id}:resource/{AasScalableTarget.Namespace}/{TargetKey}:policyName/{Name}";

    /// <summary>What its own alarms have as their action.</summary>
    public string ActionArn(AccountRegion scope) => $"{Arn(scope)}:createdBy/{ActionId}";

    /// <summary>Whether an alarm's action invokes it.</summary>
    public bool Is(string action, AccountRegion scope) => action == Arn(scope) || action == ActionArn(scope);

    /// <summary>Whether an alarm's action names a policy of Application Auto Scaling, be it there or not; those of EC2 Auto Scaling name a group.</summary>
    public static bool IsPolicy(string action, AccountRegion scope) =>
        action.StartsWith(PoliciesOf(scope), StringComparison.Ordinal) && action.Contains(":resource/", StringComparison.Ordinal);

    /// <summary>The one that an alarm's action names; null when there is none.</summary>
    public static AasScalingPolicy? Of(World world, string action)
    {
        if (!IsPolicy(action, world.Scope) || action.Split(':', 9) is not [.., var resource, var rest]) return null;
        var parts = resource.Split('/', 3);
        const string name = "policyName/";
        if (parts is not ["resource", AasScalableTarget.Namespace, var target] || !rest.StartsWith(name, StringComparison.Ordinal)) return null;
        var end = rest.IndexOf(":createdBy/", StringComparison.Ordinal);
        return world.ScalingPolicies.GetValueOrDefault(KeyOf(target, end < 0 ? rest[name.Length..] : rest[name.Length..end])) is { } policy && policy.Is(action, world.Scope) ? policy : null;
    }

    public static string KeyOf(string targetKey, string name) => $"{targetKey}|{name}";

    private static string PoliciesOf(AccountRegion scope) => $"arn:aws:autoscaling:{scope.Region}:{scope.Account}:scalingPolicy:";
}
