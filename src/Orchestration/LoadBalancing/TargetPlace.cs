namespace Workbook.Orchestration.LoadBalancing;

/// <summary>A target that is to be registered.</summary>
/// <param name="GroupKey">The <see cref="ElbTargetGroup.Key"/>.</param>
/// <param name="Id">An IP address or an instance id.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record TargetPlace(string GroupKey, string Id, int Port);
