namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>A rule, ready to be applied to requests.</summary>
/// <param name="Priority">0 for the default rule.</param>
/// <param name="Action">What becomes of the requests that it matches.</param>
public sealed record RoutedRule(int Priority, RoutedAction Action)
{
    /// <summary>What to change in the requests before they are forwarded, or null.</summary>
    public RuleRewrites? Rewrites { get; init; }

    /// <summary>All of them have to match.</summary>
    internal RuleTest[] Tests { get; init; } = [];

    internal bool Matches(IRoutedRequest request)
    {
        foreach (var test in Tests)
            if (!test.Matches(request)) return false;
        return true;
    }
}
