using System.Globalization;
using Amazon.CloudWatch.Model;
using Amazon.ElasticLoadBalancingV2.Model;
using Rule = Amazon.ElasticLoadBalancingV2.Model.Rule;

namespace Workbook;

/// <summary>Asks the AWS APIs which traffic comes to target groups.</summary>
internal sealed class TrafficReader(Aws aws)
{
    /// <summary>Requests of how long are counted.</summary>
    public static readonly TimeSpan Recently = TimeSpan.FromMinutes(5);

    private const string OfTargetGroup = "targetgroup/", OfLoadBalancer = "loadbalancer/";

    /// <summary>What listeners and rules forward, by the ARN of the target group, in the order of ports and priorities.</summary>
    public async Task<ILookup<string, MapTraffic>> ForwardedAsync(IEnumerable<TargetGroup> groups, CancellationToken cancellation)
    {
        var lines = new List<(string Group, MapTraffic Line)>();
        foreach (var balancer in groups.SelectMany(each => each.LoadBalancerArns ?? []).Distinct().Order(StringComparer.Ordinal))
        {
            var listeners = (await aws.LoadBalancing.DescribeListenersAsync(new() { LoadBalancerArn = balancer }, cancellation)).Listeners ?? [];
            foreach (var listener in listeners.OrderBy(each => each.Port))
            {
                var rules = (await aws.LoadBalancing.DescribeRulesAsync(new() { ListenerArn = listener.ListenerArn }, cancellation)).Rules ?? [];
                if (rules.Count == 0) lines.AddRange(Shares(listener.DefaultActions, Port(listener)));
                foreach (var rule in rules) lines.AddRange(Shares(rule.Actions, $"{Port(listener)} {Words(rule)}"));
            }
        }
        return lines.ToLookup(each => each.Group, each => each.Line);
    }

    /// <summary>How many requests CloudWatch has counted lately, by the ARN of the target group.</summary>
    public async Task<IReadOnlyDictionary<string, double>> RequestsAsync(IEnumerable<TargetGroup> groups, CancellationToken cancellation)
    {
        var counted = groups.SelectMany(group => (group.LoadBalancerArns ?? []).Select(balancer => (Group: group.TargetGroupArn, Balancer: balancer))).ToList();
        if (counted.Count == 0) return new Dictionary<string, double>();
        var now = (await aws.NowAsync(cancellation)).UtcDateTime;
        var answer = await aws.CloudWatch.GetMetricDataAsync(
            new() { StartTime = now - Recently, EndTime = now, MetricDataQueries = [.. counted.Select((each, i) => Query($"r{i}", each.Group, each.Balancer))] }, cancellation);
        return (answer.MetricDataResults ?? [])
            .GroupBy(each => counted[int.Parse(each.Id.AsSpan(1), CultureInfo.InvariantCulture)].Group)
            .ToDictionary(each => each.Key, each => each.Sum(result => (result.Values ?? []).Sum()));
    }

    private static MetricDataQuery Query(string id, string group, string balancer) => new()
    {
        Id = id,
        MetricStat = new()
        {
            Metric = new()
            {
                Namespace = "AWS/ApplicationELB",
                MetricName = "RequestCount",
                Dimensions =
                [
                    new() { Name = "TargetGroup", Value = group[group.IndexOf(OfTargetGroup, StringComparison.Ordinal)..] },
                    new() { Name = "LoadBalancer", Value = balancer[(balancer.IndexOf(OfLoadBalancer, StringComparison.Ordinal) + OfLoadBalancer.Length)..] },
                ],
            },
            Period = 60,
            Stat = "Sum",
        },
    };

    private static string Port(Listener listener) => string.Create(CultureInfo.InvariantCulture, $"{listener.Protocol}:{listener.Port}");

    private static string Words(Rule rule) => rule.IsDefault == true ? "default"
        : string.Join(" ", (rule.Conditions ?? []).Select(each => string.Join(" or ", each.PathPatternConfig?.Values ?? each.HostHeaderConfig?.Values ?? each.Values ?? [each.Field])));

    /// <summary>Weights 90 and 10 are shares of 0.9 and 0.1.</summary>
    private static IEnumerable<(string Group, MapTraffic Line)> Shares(IEnumerable<Amazon.ElasticLoadBalancingV2.Model.Action>? actions, string from)
    {
        foreach (var action in (actions ?? []).Where(each => each.Type == "forward"))
        {
            var tuples = action.ForwardConfig?.TargetGroups is { Count: > 0 } given ? given : [new() { TargetGroupArn = action.TargetGroupArn, Weight = 1 }];
            var all = tuples.Sum(each => each.Weight ?? 1);
            foreach (var each in tuples) yield return (each.TargetGroupArn, new(from, all == 0 ? 0 : (each.Weight ?? 1) / (double)all));
        }
    }
}
