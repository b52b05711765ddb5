namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>
/// Finds the few rules that a request may match. A rule is filed under its host names or under its paths, whichever fewer other rules share:
/// whole, or by what they begin with (<c>/api/*</c>) or end with (<c>*.example.com</c>). The others are looked at one by one.
/// </summary>
internal sealed class RuleIndex
{
    private readonly RuleFile _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly RuleFile _paths = new(StringComparer.Ordinal);
    private readonly RuleFile _prefixes = new(StringComparer.Ordinal);
    private readonly RuleFile _suffixes = new(StringComparer.OrdinalIgnoreCase);
    private readonly int[] _others;

    public RuleIndex(RoutedRule[] rules)
    {
        var filings = rules.Select(rule => (Hosts: HostKeys(rule), Paths: PathKeys(rule))).ToArray();
        var shared = new Dictionary<(RuleFile File, string Key), int>();
        foreach (var key in filings.SelectMany(each => (each.Hosts ?? []).Concat(each.Paths ?? []))) shared[key] = shared.GetValueOrDefault(key) + 1;
        var others = new List<int>();
        for (var i = 0; i < rules.Length; i++)
        {
            if (Better(filings[i].Paths, filings[i].Hosts, shared) is not { } keys)
            {
                others.Add(i);
                continue;
            }
            foreach (var (file, key) in keys.Distinct()) file.Add(key, i);
        }
        _others = [.. others];
        foreach (var file in (RuleFile[])[_hosts, _paths, _prefixes, _suffixes]) file.Seal();
    }

    /// <summary>The position of the first rule that matches, or -1.</summary>
    public int First(RoutedRule[] rules, IRoutedRequest request)
    {
        var best = Best(rules, request, _others, rules.Length);
        best = Best(rules, request, _hosts.Find(request.Host), best);
        best = Best(rules, request, _paths.Find(request.Path), best);
        foreach (var length in _prefixes.Lengths)
        {
            if (length > request.Path.Length) break;
            best = Best(rules, request, _prefixes.Find(request.Path.AsSpan(0, length)), best);
        }
        foreach (var length in _suffixes.Lengths)
        {
            if (length > request.Host.Length) break;
            best = Best(rules, request, _suffixes.Find(request.Host.AsSpan(request.Host.Length - length)), best);
        }
        return best == rules.Length ? -1 : best;
    }

    private static int Best(RoutedRule[] rules, IRoutedRequest request, int[] candidates, int best)
    {
        foreach (var candidate in candidates)
        {
            if (candidate >= best) break;
            if (rules[candidate].Matches(request)) return candidate;
        }
        return best;
    }

    /// <summary>Fewer rules under the fullest key are better.</summary>
    private static List<(RuleFile File, string Key)>? Better(
        List<(RuleFile File, string Key)>? paths, List<(RuleFile File, string Key)>? hosts, Dictionary<(RuleFile File, string Key), int> shared)
    {
        if (paths is null || hosts is null) return paths ?? hosts;
        return paths.Max(key => shared[key]) <= hosts.Max(key => shared[key]) ? paths : hosts;
    }

    private List<(RuleFile File, string Key)>? HostKeys(RoutedRule rule)
    {
        if (rule.Tests.OfType<HostTest>().FirstOrDefault()?.Values is not { } values) return null;
        var keys = new List<(RuleFile, string)>();
        foreach (var value in values)
        {
            if (Wildcard.IsLiteral(value)) keys.Add((_hosts, value.ToLowerInvariant()));
            else if (Wildcard.Suffix(value) is { Length: > 0 } suffix) keys.Add((_suffixes, suffix.ToLowerInvariant()));
            else return null;
        }
        return keys is [] ? null : keys;
    }

    private List<(RuleFile File, string Key)>? PathKeys(RoutedRule rule)
    {
        if (rule.Tests.OfType<PathTest>().FirstOrDefault()?.Values is not { } values) return null;
        var keys = new List<(RuleFile, string)>();
        foreach (var value in values)
        {
            if (Wildcard.IsLiteral(value)) keys.Add((_paths, value));
            // Every path begins with a slash: that alone tells nothing.
            else if (Wildcard.Prefix(value) is { Length: > 1 } prefix) keys.Add((_prefixes, prefix));
            else return null;
        }
        return keys is [] ? null : keys;
    }
}
