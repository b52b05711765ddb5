namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>
/// The rules of a listener in the order of their priorities, with the default rule at the end, and an index of them, so that a thousand rules
/// cost a request no more than ten.
/// </summary>
public sealed class RuleTable
{
    private readonly RoutedRule[] _rules;
    private readonly RuleIndex _index;
    private readonly RoutedRule _default;

    public RuleTable(ElbListener listener, IEnumerable<ElbRule> rules)
    {
        _default = new(0, RoutedAction.Of(listener.DefaultActions));
        _rules = [.. rules.OrderBy(rule => rule.Priority).Select(rule => new RoutedRule(rule.Priority, RoutedAction.Of(rule.Actions))
        {
            Tests = [.. rule.Conditions.Select(RuleTest.Of)],
            Rewrites = RuleRewrites.Of(rule.Transforms),
        })];
        _index = new(_rules);
        Actions = [.. _rules.Append(_default).Select(rule => rule.Action)];
    }

    /// <summary>Of all rules.</summary>
    public IReadOnlyList<RoutedAction> Actions { get; }

    /// <summary>The first rule that the request fulfils all conditions of; the default rule when there is none.</summary>
    public RoutedRule Match(IRoutedRequest request) => _index.First(_rules, request) is var first and >= 0 ? _rules[first] : _default;
}
