using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>One condition of a rule, ready to be asked.</summary>
internal abstract class RuleTest
{
    public abstract bool Matches(IRoutedRequest request);

    /// <summary>Host names and paths may stand in the condition itself; everything else has a member of its own.</summary>
    public static RuleTest Of(RuleCondition condition) => condition.Field switch
    {
        "host-header" => new HostTest(new(condition.HostHeaderConfig?.Values ?? condition.Values, condition.HostHeaderConfig?.RegexValues ?? condition.RegexValues, ignoreCase: true)),
        "path-pattern" => new PathTest(new(condition.PathPatternConfig?.Values ?? condition.Values, condition.PathPatternConfig?.RegexValues ?? condition.RegexValues, ignoreCase: false)),
        "http-header" => new HeaderTest(condition.HttpHeaderConfig?.HttpHeaderName ?? "", new(condition.HttpHeaderConfig?.Values, condition.HttpHeaderConfig?.RegexValues ?? condition.RegexValues, ignoreCase: true)),
        "http-request-method" => new MethodTest([.. condition.HttpRequestMethodConfig?.Values ?? condition.Values ?? []]),
        "query-string" => new QueryTest([.. (condition.QueryStringConfig?.Values ?? []).Select(each => (each.Key, each.Value ?? ""))]),
        "source-ip" => new SourceTest([.. (condition.SourceIpConfig?.Values ?? condition.Values ?? []).Select(AddressRange.Parse).OfType<AddressRange>()]),
        // The API takes no other; of a World that is newer than this engine nothing matches.
        _ => new MethodTest([]),
    };
}

/// <summary>Of the host name; a port plays a part in regular expressions only.</summary>
internal sealed class HostTest(TextTest test) : RuleTest
{
    public IReadOnlyList<string>? Values => test.Values;

    public override bool Matches(IRoutedRequest request) => test.Matches(request.Host) || (test.Values is null && test.MatchesExpression(request.Header("Host", 0) ?? ""));
}

/// <summary>Of the path without the query string; case matters.</summary>
internal sealed class PathTest(TextTest test) : RuleTest
{
    public IReadOnlyList<string>? Values => test.Values;

    public override bool Matches(IRoutedRequest request) => test.Matches(request.Path);
}

/// <summary>Of a header; when it was sent several times, one of them has to match.</summary>
internal sealed class HeaderTest(string name, TextTest test) : RuleTest
{
    public override bool Matches(IRoutedRequest request)
    {
        for (var i = 0; request.Header(name, i) is { } value; i++)
            if (test.Matches(value)) return true;
        return false;
    }
}

/// <summary>Of the method; it has no wildcards, and case matters.</summary>
internal sealed class MethodTest(string[] methods) : RuleTest
{
    public override bool Matches(IRoutedRequest request)
    {
        foreach (var method in methods)
            if (method == request.Method) return true;
        return false;
    }
}

/// <summary>Of the address that the connection comes from, never of X-Forwarded-For.</summary>
internal sealed class SourceTest(AddressRange[] ranges) : RuleTest
{
    public override bool Matches(IRoutedRequest request)
    {
        foreach (var range in ranges)
            if (range.Contains(request.Source)) return true;
        return false;
    }
}
