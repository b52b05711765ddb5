namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>Of the query string: one of the pairs, or one of the values under any key, has to be in it. Case does not matter.</summary>
internal sealed class QueryTest((string? Key, string Value)[] pairs) : RuleTest
{
    public override bool Matches(IRoutedRequest request)
    {
        var query = request.Query.AsSpan();
        foreach (var part in query.Split('&'))
        {
            var pair = query[part];
            if (pair.IsEmpty) continue;
            var equals = pair.IndexOf('=');
            var key = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? [] : pair[(equals + 1)..];
            foreach (var wanted in pairs)
                if ((wanted.Key is null || Wildcard.Matches(wanted.Key, key, ignoreCase: true)) && Wildcard.Matches(wanted.Value, value, ignoreCase: true)) return true;
        }
        return false;
    }
}
