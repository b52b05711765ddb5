using System.Collections.Immutable;
using System.Globalization;

namespace Workbook.Orchestration.LoadBalancing.Health;

/// <summary>Which HTTP or gRPC codes mean success, as a target group's Matcher says it.</summary>
public sealed class CodeMatcher
{
    private readonly ImmutableArray<(int From, int To)> _ranges;

    private CodeMatcher(ImmutableArray<(int From, int To)> ranges) => _ranges = ranges;

    /// <param name="text"><c>200</c>, <c>200,202</c>, <c>200-299</c>, or any of them joined by commas. What cannot be read matches nothing.</param>
    public static CodeMatcher Parse(string text)
    {
        var ranges = ImmutableArray.CreateBuilder<(int, int)>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            if (ends.Length <= 2 && Number(ends[0]) is { } from && Number(ends[^1]) is { } to) ranges.Add((from, to));
        }
        return new(ranges.ToImmutable());
    }

    public bool Matches(int code)
    {
        foreach (var (from, to) in _ranges)
        {
            if (code >= from && code <= to) return true;
        }
        return false;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
