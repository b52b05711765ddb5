using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Orchestration.AutoScaling;

/// <summary>An Auto Scaling group with its members.</summary>
/// <param name="Name">Unique in the region.</param>
/// <param name="Id">The UUID in its ARN.</param>
/// <param name="CreatedAt">When.</param>
public sealed record AutoScalingGroupState(string Name, string Id, DateTimeOffset CreatedAt)
{
    /// <summary>Which launch template in which version its machines are made from; null with a launch configuration.</summary>
    public LaunchTemplateSpecification? LaunchTemplate { get; init; }
    public string? LaunchConfigurationName { get; init; }
    public MixedInstancesPolicy? MixedInstancesPolicy { get; init; }
    public int MinSize { get; init; }
    public int MaxSize { get; init; }
    public int DesiredCapacity { get; init; }

    /// <summary>The sentence that activities give as the cause of the last change of the desired capacity, such as <c>a user request …</c>.</summary>
    public string DesiredBecause { get; init; } = "";
    public DateTimeOffset DesiredSince { get; init; }

    /// <summary>Where it may launch machines, as they were named.</summary>
    public ValueList<string> SubnetIds { get; init; } = [];
    public ValueList<string> Zones { get; init; } = [];
    public int DefaultCooldown { get; init; } = 300;
    public string HealthCheckType { get; init; } = "EC2";
    public int HealthCheckGracePeriod { get; init; }
    public bool NewInstancesProtectedFromScaleIn { get; init; }
    public bool CapacityRebalance { get; init; }
    public int? MaxInstanceLifetime { get; init; }
    public int? DefaultInstanceWarmup { get; init; }
    public string? ServiceLinkedRoleArn { get; init; }
    public ValueList<string> TerminationPolicies { get; init; } = ["Default"];
    public ValueList<string> TargetGroupArns { get; init; } = [];
    public ValueList<string> SuspendedProcesses { get; init; } = [];
    public ValueList<LifecycleHook> Hooks { get; init; } = [];
    public ValueList<TagDescription> Tags { get; init; } = [];
    public ValueList<GroupMember> Members { get; init; } = [];

    /// <summary>Counts its launches, so that each gets an id of its own.</summary>
    public int Launches { get; init; }

    /// <summary>When it tries again after a launch that failed; null after one that did not.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>True once it was deleted by force: it goes when its last member has gone.</summary>
    public bool IsDeleting { get; init; }

    /// <summary>How many members count towards the desired capacity.</summary>
    public int Capacity => Members.Count(member => member.Counts);

    /// <summary>Failing launches are upkeep: an automatic clock would repeat them for ever.</summary>
    public Wake? NextWake => Members.Select(member => member.HookUntil).Min() is { } until ? new(until, IsUpkeep: false)
        : RetryAt is { } retry ? new(retry, IsUpkeep: true)
        : null;

    public string Arn(AccountRegion scope) => $"arn:aws:autoscaling:{scope.Region}:{scope.Account}:autoScalingGroup:{Id}:autoScalingGroupName/{Name}";

    public bool Does(string process) => !SuspendedProcesses.Contains(process);

    internal AutoScalingGroupState With(GroupMember member) => this with
    {
        Members = Members.Select(each => each.InstanceId == member.InstanceId ? member : each).ToValueList(),
    };

    internal AutoScalingGroupState Without(string instanceId) => this with
    {
        Members = Members.Where(each => each.InstanceId != instanceId).ToValueList(),
    };
}
