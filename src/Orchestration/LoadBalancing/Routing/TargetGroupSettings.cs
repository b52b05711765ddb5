using System.Globalization;
using Workbook.Shapes;

namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>The attributes of a target group that say how its targets are chosen, as AWS names and defaults them.</summary>
public sealed record TargetGroupSettings
{
    /// <summary><c>round_robin</c>, <c>least_outstanding_requests</c> or <c>weighted_random</c>.</summary>
    public required string Algorithm { get; init; }

    /// <summary>Zero: there is no slow start.</summary>
    public required TimeSpan SlowStart { get; init; }

    /// <summary><c>lb_cookie</c> or <c>app_cookie</c>; null where clients do not stick to targets.</summary>
    public required string? Stickiness { get; init; }

    /// <summary>How long they do.</summary>
    public required TimeSpan StickyFor { get; init; }

    /// <summary>With <c>app_cookie</c>: the application's own cookie.</summary>
    public required string? AppCookieName { get; init; }

    /// <summary>With fewer healthy targets, all get requests.</summary>
    public required int LeastHealthyCount { get; init; }

    /// <summary>The same in percent; 0: it does not count.</summary>
    public required int LeastHealthyPercent { get; init; }

    public static TargetGroupSettings Of(ValueMap<string> attributes)
    {
        var isSticky = attributes.GetValueOrDefault("stickiness.enabled") == "true";
        var stickiness = attributes.GetValueOrDefault("stickiness.type") ?? "lb_cookie";
        return new()
        {
            Algorithm = attributes.GetValueOrDefault("load_balancing.algorithm.type") ?? "round_robin",
            SlowStart = Seconds("slow_start.duration_seconds", 0),
            Stickiness = isSticky ? stickiness : null,
            StickyFor = Seconds(stickiness == "app_cookie" ? "stickiness.app_cookie.duration_seconds" : "stickiness.lb_cookie.duration_seconds", 86_400),
            AppCookieName = attributes.GetValueOrDefault("stickiness.app_cookie.cookie_name"),
            LeastHealthyCount = Number("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", 1),
            LeastHealthyPercent = Number("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", 0),
        };

        TimeSpan Seconds(string name, int otherwise) => TimeSpan.FromSeconds(Number(name, otherwise));

        // "off" is a value of the thresholds.
        int Number(string name, int otherwise) =>
            attributes.TryGetValue(name, out var text) ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0 : otherwise;
    }
}
