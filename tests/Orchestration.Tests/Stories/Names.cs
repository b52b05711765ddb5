using System.Globalization;
using System.Text.RegularExpressions;

namespace Workbook.Orchestration.Tests.Stories;

/// <summary>Short names for ids, in the order in which they are first heard of: t1, t2 for tasks, d1 for deployments, i1 for machines.</summary>
internal sealed partial class Names
{
    private readonly Dictionary<string, string> _names = [];
    private readonly Dictionary<char, int> _counts = [];

    /// <summary>Gives a thing its name, once.</summary>
    public string Of(char kind, string id)
    {
        if (_names.TryGetValue(id, out var known)) return known;
        var number = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        return _names[id] = kind + number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A text with short names in place of ids.</summary>
    public string In(string text) => Ids().Replace(text, match => Of(match.Value.StartsWith("ecs-", StringComparison.Ordinal) ? 'd' : 't', match.Value));

    [GeneratedRegex(@"ecs-svc/\d{19}|\b[0-9a-f]{32}\b")]
    private static partial Regex Ids();
}
