using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>A rule of a listener; the default rule is the listener's <see cref="ElbListener.DefaultActions"/>.</summary>
/// <param name="ListenerKey">The <see cref="ElbListener.Key"/>.</param>
/// <param name="Id">16 hexadecimal digits.</param>
public sealed record ElbRule(string ListenerKey, string Id)
{
    /// <summary>1 to 50,000; unique in the listener, the lowest is tried first.</summary>
    public required int Priority { get; init; }
    public required ValueList<RuleCondition> Conditions { get; init; }
    public required ValueList<Shapes.Elbv2.Action> Actions { get; init; }
    public ValueList<RuleTransform> Transforms { get; init; } = [];
    public ValueList<Tag> Tags { get; init; } = [];

    /// <summary>The last part of its ARN.</summary>
    public string Key => $"{ListenerKey}/{Id}";

    public static string ArnOf(AccountRegion scope, string key) => $"arn:aws:elasticloadbalancing:{scope.Region}:{scope.Account}:listener-rule/{key}";
}
