using System.Globalization;
using System.Diagnostics.CodeAnalysis;
using Workbook.Shapes;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>An attribute that a resource has: its default, and what it may be set to.</summary>
/// <param name="Key">Such as <c>idle_timeout.timeout_seconds</c>.</param>
/// <param name="Default">While nothing is set.</param>
/// <param name="Demand">What is demanded of a value in words, or null when the value is good.</param>
internal sealed record AttributeRule(string Key, string Default, Func<string, string?> Demand)
{
    public static AttributeRule Flag(string key, bool preset = false) => new(key, preset ? "true" : "false", value => value is "true" or "false" ? null : "must be 'true' or 'false'");

    public static AttributeRule OneOf(string key, params string[] values) => new(key, values[0], value => values.Contains(value) ? null : $"must be one of '[{string.Join(", ", values)}]'");

    public static AttributeRule Number(string key, int preset, int least, int most) =>
        new(key, preset.ToString(CultureInfo.InvariantCulture), value => IsNumber(value, least, most) ? null : $"must be between '{least}-{most}' inclusive");

    public static AttributeRule OffOrNumber(string key, string preset, int most) =>
        new(key, preset, value => value == "off" || IsNumber(value, 1, most) ? null : $"must be 'off' or between '1-{most}' inclusive");

    public static AttributeRule Text(string key, string preset = "", int longest = 1024) =>
        new(key, preset, value => value.Length <= longest ? null : $"cannot be longer than '{longest}' characters");

    public static bool IsNumber([NotNullWhen(true)] string? value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;

    /// <summary>The attributes that were set before with those that are set now, all of which are known to be of the resource.</summary>
    /// <param name="rules">Of the resource.</param>
    /// <param name="set">Before.</param>
    /// <param name="changes">In the order of the request.</param>
    /// <param name="unknown">The error for an attribute that the resource has not.</param>
    public static ValueMap<string> Set(IReadOnlyList<AttributeRule> rules, ValueMap<string> set, IEnumerable<(string? Key, string? Value)> changes, Func<string, ApiException> unknown)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = set.ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in changes)
        {
            if (string.IsNullOrEmpty(key)) throw ElbRefusal.Validation("An attribute key must be specified");
            if (!seen.Add(key)) throw ElbRefusal.Validation($"Attribute key '{key}' has been specified more than once");
            var rule = rules.FirstOrDefault(each => each.Key == key) ?? throw unknown(key);
            if (rule.Demand(value ?? "") is { } demand) throw ElbRefusal.Validation($"The value of '{key}' {demand}");
            next[key] = value ?? "";
        }
        return new(next);
    }
}
