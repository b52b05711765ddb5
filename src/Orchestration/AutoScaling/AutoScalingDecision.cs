using Workbook.Orchestration.Planning;

namespace Workbook.Orchestration.AutoScaling;

/// <summary>A decision about one Auto Scaling group.</summary>
public abstract record AutoScalingDecision(string GroupName, string Reason) : Decision(Reason);

/// <summary>Launch one machine.</summary>
/// <param name="Zone">Where.</param>
/// <param name="SubnetId">Where in it; null for the default subnet.</param>
public sealed record LaunchMember(string GroupName, string Zone, string? SubnetId, string Reason) : AutoScalingDecision(GroupName, Reason);

/// <summary>Move a member on: into a hook's wait, or into service.</summary>
public sealed record AdvanceMember(string GroupName, string InstanceId, MemberState To, string Reason) : AutoScalingDecision(GroupName, Reason);

/// <summary>Give up a launch that a hook held, and terminate its machine.</summary>
public sealed record AbandonMember(string GroupName, string InstanceId, string Reason) : AutoScalingDecision(GroupName, Reason);

/// <summary>Take a member out of service and terminate its machine, after its hook.</summary>
/// <param name="Cause">The sentence of the activity.</param>
public sealed record RetireMember(string GroupName, string InstanceId, string Cause, bool IsUnhealthy, string Reason) : AutoScalingDecision(GroupName, Reason);

/// <summary>A member's machine is gone, and it with it.</summary>
public sealed record DropMember(string GroupName, string InstanceId, string Reason) : AutoScalingDecision(GroupName, Reason);

/// <summary>A group that was deleted by force has no members any more.</summary>
public sealed record DropGroup(string GroupName, string Reason) : AutoScalingDecision(GroupName, Reason);

/// <summary>Forget what a group did six weeks ago.</summary>
public sealed record ForgetActivity(string Key, string Reason) : AutoScalingDecision(Key, Reason);
