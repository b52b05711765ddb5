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

/// <summary>Forget a capacity provider that has been INACTIVE for an hour.</summary>
public sealed record ForgetProvider(string ProviderName, string Reason) : ProviderDecision(ProviderName, Reason);
