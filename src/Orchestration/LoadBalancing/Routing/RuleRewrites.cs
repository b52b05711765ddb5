using System.Text.RegularExpressions;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>
/// The transforms of a rule: they change the Host header and the URL of a request before a target sees it, after the rules were matched.
/// Without a match the request stays as it is.
/// </summary>
public sealed class RuleRewrites
{
    private readonly (Regex Expression, string Replace)[] _host;
    private readonly (Regex Expression, string Replace)[] _url;

    private RuleRewrites((Regex, string)[] host, (Regex, string)[] url)
    {
        _host = host;
        _url = url;
    }

    internal static RuleRewrites? Of(ValueList<RuleTransform> transforms) => transforms.Count == 0 ? null : new(
        [.. transforms.SelectMany(each => Read(each.HostHeaderRewriteConfig?.Rewrites))],
        [.. transforms.SelectMany(each => Read(each.UrlRewriteConfig?.Rewrites))]);

    /// <param name="host">The Host header, with its port if it has one.</param>
    public string Host(string host) => Apply(_host, host);

    /// <param name="target">Path and query string.</param>
    public string Url(string target)
    {
        var url = Apply(_url, target);
        return url is ['/', ..] ? url : "/" + url;
    }

    private static string Apply((Regex Expression, string Replace)[] rewrites, string text)
    {
        foreach (var (expression, replace) in rewrites) text = expression.Replace(text, replace, 1);
        return text;
    }

    private static IEnumerable<(Regex, string)> Read(ValueList<RewriteConfig>? rewrites)
    {
        foreach (var each in rewrites ?? [])
            if (RuleExpression.Parse(each.Regex ?? "", ignoreCase: false) is { } expression) yield return (expression, each.Replace ?? "");
    }
}
