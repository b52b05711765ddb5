using System.Globalization;
using System.Text.RegularExpressions;
using Workbook.Orchestration.Ec2;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>When a rule may apply (see "Condition types for listener rules").</summary>
internal static partial class ConditionChecks
{
    private const int Longest = 128;
    private const string Host = "host-header";
    private const string Path = "path-pattern";
    private const string Header = "http-header";
    private const string Method = "http-request-method";
    private const string Query = "query-string";
    private const string Source = "source-ip";

    private static readonly string[] Fields = [Path, Host, Header, Method, Query, Source];

    /// <summary>The conditions as DescribeRules shows them: values of hosts and paths stand in both places where they can be given.</summary>
    public static ValueList<RuleCondition> Check(ValueList<RuleCondition>? conditions)
    {
        if (conditions is not { Count: > 0 }) throw ElbRefusal.Validation("A condition must be specified");
        var found = conditions.Select(Check).ToValueList();
        // Headers and query strings may be demanded several times over.
        if (found.Where(each => each.Field is not (Header or Query)).GroupBy(each => each.Field).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw ElbRefusal.Validation($"A rule can only have one '{twice.Key}' condition");
        if (found.Sum(each => ValuesOf(each).Count()) > ElbQuotas.ConditionValues) throw ElbRefusal.Validation($"A rule can only have '{ElbQuotas.ConditionValues}' condition values");
        if (found.SelectMany(WildcardsOf).Sum(value => value.Count(letter => letter is '*' or '?')) > ElbQuotas.ConditionWildcards)
            throw ElbRefusal.Validation($"A rule can only have '{ElbQuotas.ConditionWildcards}' condition wildcards");
        return found;
    }

    private static RuleCondition Check(RuleCondition condition)
    {
        var field = string.IsNullOrEmpty(condition.Field) ? throw ElbRefusal.Validation("A condition field must be specified") : condition.Field;
        if (!Fields.Contains(field)) throw ElbRefusal.Validation($"Condition field '{field}' must be one of '[{string.Join(", ", Fields)}]'");
        var (foreign, config) = Configs(condition).Where(each => each.Value is not null).Select(each => (each.Field, each.Name)).FirstOrDefault(each => each.Field != field);
        if (foreign is not null) throw ElbRefusal.Validation($"You cannot specify '{config}' for a condition of type '{field}'");
        switch (field)
        {
            case Host:
                var (hosts, hostPatterns) = Both(condition, "HostHeaderConfig", condition.HostHeaderConfig?.Values, condition.HostHeaderConfig?.RegexValues);
                foreach (var host in hosts) Verify(field, host, IsHost);
                return new() { Field = field, Values = hosts, RegexValues = hostPatterns, HostHeaderConfig = new() { Values = hosts, RegexValues = hostPatterns } };
            case Path:
                var (paths, pathPatterns) = Both(condition, "PathPatternConfig", condition.PathPatternConfig?.Values, condition.PathPatternConfig?.RegexValues);
                foreach (var path in paths) Verify(field, path, PathText().IsMatch);
                return new() { Field = field, Values = paths, RegexValues = pathPatterns, PathPatternConfig = new() { Values = paths, RegexValues = pathPatterns } };
            default:
                if (condition.Values is { Count: > 0 }) throw ElbRefusal.Validation($"The 'Values' field cannot be specified for a condition of type '{field}'");
                return Other(field, condition);
        }
    }

    private static RuleCondition Other(string field, RuleCondition condition)
    {
        switch (field)
        {
            case Header:
                var header = condition.HttpHeaderConfig ?? throw Missing(field, "HttpHeaderConfig");
                if (header.HttpHeaderName is not { Length: >= 1 and <= 40 } name || !HeaderName().IsMatch(name)) throw ElbRefusal.Validation($"The HTTP header name '{header.HttpHeaderName}' is not valid");
                if (name.Equals("host", StringComparison.OrdinalIgnoreCase)) throw ElbRefusal.Validation("The HTTP header name 'host' cannot be used in a condition of type 'http-header'. Use a condition of type 'host-header'");
                var (values, patterns) = Both(condition with { Values = null }, "HttpHeaderConfig", header.Values, header.RegexValues);
                foreach (var value in values) Verify(field, value, Printable().IsMatch);
                return new() { Field = field, HttpHeaderConfig = new() { HttpHeaderName = name, Values = values, RegexValues = patterns } };
            case Method:
                var methods = condition.HttpRequestMethodConfig?.Values ?? throw Missing(field, "HttpRequestMethodConfig");
                Some(methods.Count);
                foreach (var method in methods) Verify(field, method, MethodName().IsMatch);
                return new() { Field = field, HttpRequestMethodConfig = new() { Values = methods } };
            case Query:
                var pairs = condition.QueryStringConfig?.Values ?? throw Missing(field, "QueryStringConfig");
                Some(pairs.Count);
                foreach (var pair in pairs)
                {
                    Verify(field, pair.Value, Printable().IsMatch);
                    if (pair.Key is { } key) Verify(field, key, Printable().IsMatch);
                }
                return new() { Field = field, QueryStringConfig = new() { Values = pairs } };
            default:
                var sources = condition.SourceIpConfig?.Values ?? throw Missing(field, "SourceIpConfig");
                Some(sources.Count);
                foreach (var source in sources) Verify(field, source, text => Cidr.TryParse(text, out _) || IsIpv6Block(text));
                return new() { Field = field, SourceIpConfig = condition.SourceIpConfig };
        }
    }

    /// <summary>What is given in one of two places, never in both.</summary>
    private static (ValueList<string> Values, ValueList<string>? Patterns) Both(RuleCondition condition, string config, ValueList<string>? values, ValueList<string>? patterns)
    {
        if ((condition.Values is { Count: > 0 } && values is { Count: > 0 }) || (condition.RegexValues is { Count: > 0 } && patterns is { Count: > 0 }))
            throw ElbRefusal.Validation($"You cannot provide both Values and '{config}' for a condition of type '{condition.Field}'");
        var own = condition.Values is { Count: > 0 } direct ? direct : values ?? [];
        var regex = condition.RegexValues is { Count: > 0 } also ? also : patterns is { Count: > 0 } ? patterns : null;
        Some(own.Count + (regex?.Count ?? 0));
        foreach (var pattern in regex ?? []) Verify(condition.Field!, pattern, IsRegex);
        return (own, regex);
    }

    private static void Verify(string field, string? value, Predicate<string> isValid)
    {
        if (string.IsNullOrEmpty(value)) throw ElbRefusal.Validation("A condition value must be specified");
        if (value.Length > Longest) throw ElbRefusal.Validation($"The '{field}' value is too long; the limit is '{Longest}'");
        if (!isValid(value)) throw ElbRefusal.Validation($"Condition value '{value}' contains a character that is not valid");
    }

    // At least one dot, and only letters after the last one.
    private static bool IsHost(string value) => HostText().IsMatch(value) && value.LastIndexOf('.') is var dot and >= 0 && value[(dot + 1)..].All(letter => char.IsAsciiLetter(letter) || letter is '*' or '?');

    /// <summary>Eight groups of up to four hexadecimal digits and a length, such as <c>2001:db8::/32</c>; two colons stand once for groups of zeros.</summary>
    private static bool IsIpv6Block(string text)
    {
        if (text.Split('/') is not [var address, var length] || !AttributeRule.IsNumber(length, 0, 128)) return false;
        var halves = address.Split("::");
        var groups = halves.SelectMany(half => half.Length == 0 ? [] : half.Split(':')).ToList();
        return groups.All(group => group.Length is >= 1 and <= 4 && ushort.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _))
            && (halves.Length == 1 ? groups.Count == 8 : halves.Length == 2 && groups.Count < 8);
    }

    internal static bool IsRegex(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking);
            return true;
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static void Some(int count)
    {
        if (count == 0) throw ElbRefusal.Validation("A condition value must be specified");
    }

    private static ApiException Missing(string field, string config) => ElbRefusal.Validation($"A condition of type '{field}' must specify '{config}'");

    private static IEnumerable<string> ValuesOf(RuleCondition condition) =>
        (condition.HostHeaderConfig?.Values ?? condition.PathPatternConfig?.Values ?? condition.HttpHeaderConfig?.Values ?? condition.HttpRequestMethodConfig?.Values ?? condition.SourceIpConfig?.Values ?? [])
        .Concat(condition.HostHeaderConfig?.RegexValues ?? condition.PathPatternConfig?.RegexValues ?? condition.HttpHeaderConfig?.RegexValues ?? [])
        .Concat((condition.QueryStringConfig?.Values ?? []).Select(pair => pair.Value!));

    private static IEnumerable<string> WildcardsOf(RuleCondition condition) =>
        (condition.HostHeaderConfig?.Values ?? condition.PathPatternConfig?.Values ?? condition.HttpHeaderConfig?.Values ?? [])
        .Concat((condition.QueryStringConfig?.Values ?? []).SelectMany(pair => new[] { pair.Key ?? "", pair.Value! }));

    private static IEnumerable<(string Field, string Name, object? Value)> Configs(RuleCondition condition) =>
    [
        (Host, "HostHeaderConfig", condition.HostHeaderConfig),
        (Path, "PathPatternConfig", condition.PathPatternConfig),
        (Header, "HttpHeaderConfig", condition.HttpHeaderConfig),
        (Method, "HttpRequestMethodConfig", condition.HttpRequestMethodConfig),
        (Query, "QueryStringConfig", condition.QueryStringConfig),
        (Source, "SourceIpConfig", condition.SourceIpConfig),
    ];

    [GeneratedRegex(@"^[A-Za-z0-9\-.*?]+\z")]
    private static partial Regex HostText();

    [GeneratedRegex(@"^[A-Za-z0-9_\-.$/~""'@:+&*?]+\z")]
    private static partial Regex PathText();

    [GeneratedRegex(@"^[!#$%&'*+\-.^_`|~A-Za-z0-9]+\z")]
    private static partial Regex HeaderName();

    [GeneratedRegex(@"^[A-Z_\-]{1,40}\z")]
    private static partial Regex MethodName();

    [GeneratedRegex(@"^[\x20-\x7e]+\z")]
    private static partial Regex Printable();
}
