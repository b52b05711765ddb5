using System.Text.RegularExpressions;

namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>Comparison strings and regular expressions, of which one has to match.</summary>
internal sealed class TextTest
{
    private readonly IReadOnlyList<string> _values;
    private readonly Regex[] _expressions;
    private readonly bool _ignoreCase;

    public TextTest(IEnumerable<string>? values, IEnumerable<string>? expressions, bool ignoreCase)
    {
        _values = [.. values ?? []];
        _expressions = [.. (expressions ?? []).Select(each => RuleExpression.Parse(each, ignoreCase)).OfType<Regex>()];
        _ignoreCase = ignoreCase;
    }

    /// <summary>The comparison strings; null when there are regular expressions as well, which no index can hold.</summary>
    public IReadOnlyList<string>? Values => _expressions.Length == 0 ? _values : null;

    public bool Matches(string text)
    {
        foreach (var value in _values)
            if (Wildcard.Matches(value, text, _ignoreCase)) return true;
        foreach (var expression in _expressions)
            if (expression.IsMatch(text)) return true;
        return false;
    }

    /// <summary>Only the regular expressions.</summary>
    public bool MatchesExpression(string text)
    {
        foreach (var expression in _expressions)
            if (expression.IsMatch(text)) return true;
        return false;
    }
}
