using Amazon.ECS.Model;

namespace Workbook;

/// <summary>What several pictures ask AWS.</summary>
internal static class Asking
{
    /// <exception cref="ServiceNotFoundException">There is no such service.</exception>
    public static async Task<Service> DescribeServiceAsync(this Aws aws, string cluster, string service, CancellationToken cancellation) =>
        (await aws.Ecs.DescribeServicesAsync(new() { Cluster = cluster, Services = [service] }, cancellation)).Services?.FirstOrDefault()
        ?? throw new ServiceNotFoundException($"There is no service {service} in cluster {cluster}.");

    /// <summary>All that are known, newest first.</summary>
    public static async Task<List<ServiceDeploymentBrief>> ServiceDeploymentsAsync(this Aws aws, string cluster, string service, CancellationToken cancellation)
    {
        var briefs = new List<ServiceDeploymentBrief>();
        string? next = null;
        do
        {
            var page = await aws.Ecs.ListServiceDeploymentsAsync(new() { Cluster = cluster, Service = service, NextToken = next }, cancellation);
            briefs.AddRange(page.ServiceDeployments ?? []);
            next = page.NextToken;
        }
        while (next is not null);
        return [.. briefs.OrderByDescending(each => each.CreatedAt)];
    }

    /// <summary>The endpoint's time: a workbook's clock may be ahead of this machine's.</summary>
    public static async Task<DateTimeOffset> NowAsync(this Aws aws, CancellationToken cancellation) =>
        (await aws.Workbook.TryStatusAsync(cancellation))?.Now ?? TimeProvider.System.GetUtcNow();
}
