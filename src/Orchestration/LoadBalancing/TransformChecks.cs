using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>How a rule may rewrite a request before it goes to a target (see "Transforms for listener rules").</summary>
internal static class TransformChecks
{
    private const int Longest = 1024;

    public static ValueList<RuleTransform> Check(ValueList<RuleTransform>? transforms)
    {
        if (transforms is null) return [];
        if (transforms.DistinctBy(each => each.Type).Count() < transforms.Count) throw ElbRefusal.Validation("A rule can only have one transform of each type");
        foreach (var transform in transforms)
        {
            var (own, other) = (transform.HostHeaderRewriteConfig?.Rewrites, transform.UrlRewriteConfig?.Rewrites);
            if (transform.Type == TransformTypeEnum.UrlRewrite) (own, other) = (other, own);
            if (own is not [var rewrite] || other is not null) throw ElbRefusal.Validation($"A transform of type '{transform.Type}' must have exactly one rewrite of its own type");
            if (rewrite.Regex is not { Length: >= 1 and <= Longest } regex || !ConditionChecks.IsRegex(regex)) throw ElbRefusal.Validation($"The regular expression '{rewrite.Regex}' is not valid");
            if (rewrite.Replace is not { Length: <= Longest }) throw ElbRefusal.Validation($"A replacement cannot be longer than '{Longest}' characters");
        }
        return transforms;
    }
}
