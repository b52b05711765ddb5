namespace Workbook.Orchestration.Planning;

/// <summary>A decision about one capacity provider.</summary>
public abstract record ProviderDecision(string ProviderName, string Reason) : Decision(Reason);

/// <summary>Look at the size of the group again at a later time.</summary>
/// <param name="At">When; null when there is nothing to do about it.</param>
/// <param name="BelowSince">Since when the reservation is below its target; null when it is not.</param>
public sealed record WatchReservation(string ProviderName, DateTimeOffset? At, DateTimeOffset? BelowSince, string Reason) : ProviderDecision(ProviderName, Reason);

/// <summary>Change how many instances the Auto Scaling group shall have.</summary>
/// <param name="From">How many it shall have until now.</param>
/// <param name="To">How many it shall have from now on.</param>
public sealed record ScaleGroup(string ProviderName, int From, int To, string Reason) : ProviderDecision(ProviderName, Reason);

/// <summary>Protect a machine from being scaled in, or do so no longer.</summary>
/// <param name="Ec2InstanceId">Such as <c>i-0123456789abcdef0</c>.</param>
public sealed record ProtectInstance(string ProviderName, string Ec2InstanceId, bool IsProtected, string Reason) : ProviderDecision(ProviderName, Reason);

/// <summary>Add the lifecycle hook of managed draining to the Auto Scaling group, or remove it.</summary>
public sealed record SetDrainingHook(string ProviderName, bool IsOn, string Reason) : ProviderDecision(ProviderName, Reason);

/// <summary>Let the Auto Scaling group terminate a machine that it held for its tasks.</summary>
/// <param name="Ec2InstanceId">Such as <c>i-0123456789abcdef0</c>.</param>
public sealed record ReleaseInstance(string ProviderName, string Ec2InstanceId, string Reason) : ProviderDecision(ProviderName, Reason);

/// <summary>Forget a capacity provider that has been INACTIVE for an hour.</summary>
public sealed record ForgetProvider(string ProviderName, string Reason) : ProviderDecision(ProviderName, Reason);
