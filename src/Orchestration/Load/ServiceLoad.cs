using Workbook.Orchestration.Services;

namespace Workbook.Orchestration.Load;

/// <summary>What simulated tasks of a service are given to do. It is spread evenly over those that run: more tasks have less to do each.</summary>
/// <param name="ClusterName">The service's cluster.</param>
/// <param name="ServiceName">The service, which need not be there yet.</param>
/// <param name="Since">When the curves began.</param>
public sealed record ServiceLoad(string ClusterName, string ServiceName, DateTimeOffset Since)
{
    /// <summary>CPU units of all tasks together, 1024 to a vCPU.</summary>
    public LoadCurve? Cpu { get; init; }

    /// <summary>MiB of all tasks together, beside what an idle task has.</summary>
    public LoadCurve? Memory { get; init; }

    /// <summary>Requests a minute that come to the service's target groups.</summary>
    public LoadCurve? Requests { get; init; }

    public string Key => EcsService.KeyOf(ClusterName, ServiceName);

    /// <summary>From when on it stays the same; null when it never does.</summary>
    public DateTimeOffset? SettledAt
    {
        get
        {
            var ends = new[] { Cpu, Memory, Requests }.OfType<LoadCurve>().Select(curve => curve.EndsAfter).ToList();
            return ends.Contains(null) ? null : Since + (ends.Max() ?? TimeSpan.Zero);
        }
    }
}
