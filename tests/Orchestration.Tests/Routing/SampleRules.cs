using System.Globalization;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Routing;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.Tests.Routing;

/// <summary>Conditions as the CLI's JSON writes them, and tables of rules that answer with their priorities.</summary>
internal static class SampleRules
{
    public static RuleCondition Host(params string[] values) => new() { Field = "host-header", HostHeaderConfig = new() { Values = [.. values] } };

    public static RuleCondition HostRegex(params string[] values) => new() { Field = "host-header", HostHeaderConfig = new() { RegexValues = [.. values] } };

    public static RuleCondition Path(params string[] values) => new() { Field = "path-pattern", PathPatternConfig = new() { Values = [.. values] } };

    public static RuleCondition PathRegex(params string[] values) => new() { Field = "path-pattern", PathPatternConfig = new() { RegexValues = [.. values] } };

    public static RuleCondition Header(string name, params string[] values) => new() { Field = "http-header", HttpHeaderConfig = new() { HttpHeaderName = name, Values = [.. values] } };

    public static RuleCondition HeaderRegex(string name, params string[] values) => new() { Field = "http-header", HttpHeaderConfig = new() { HttpHeaderName = name, RegexValues = [.. values] } };

    public static RuleCondition Method(params string[] values) => new() { Field = "http-request-method", HttpRequestMethodConfig = new() { Values = [.. values] } };

    public static RuleCondition Query(params (string? Key, string Value)[] values) =>
        new() { Field = "query-string", QueryStringConfig = new() { Values = values.Select(each => new QueryStringKeyValuePair { Key = each.Key, Value = each.Value }).ToValueList() } };

    public static RuleCondition Source(params string[] values) => new() { Field = "source-ip", SourceIpConfig = new() { Values = [.. values] } };

    public static Shapes.Elbv2.Action Answer(int code) => new() { Type = ActionTypeEnum.FixedResponse, FixedResponseConfig = new() { StatusCode = code.ToString(CultureInfo.InvariantCulture) } };

    public static ElbRule Rule(int priority, params RuleCondition[] conditions) => new("app/web/1/2", priority.ToString("x16", CultureInfo.InvariantCulture))
    {
        Priority = priority,
        Conditions = [.. conditions],
        Actions = [Answer(200)],
    };

    public static RuleTable Table(params IEnumerable<ElbRule> rules) => new(Listener(Answer(404)), rules);

    public static ElbListener Listener(params Shapes.Elbv2.Action[] actions) => new("app/web/1", "2", "3") { Port = 80, Protocol = ProtocolEnum.Http, DefaultActions = [.. actions] };
}
