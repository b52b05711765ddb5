namespace Workbook.Orchestration.LoadBalancing;

/// <summary>
/// ARNs of Elastic Load Balancing: <c>arn:aws:elasticloadbalancing:REGION:ACCOUNT:KIND/KEY</c>. The World knows the thing by its key; a key is null
/// where the text is no ARN of that kind in this account and region.
/// </summary>
public static class ElbArn
{
    public const string LoadBalancer = "loadbalancer";
    public const string Listener = "listener";
    public const string Rule = "listener-rule";
    public const string TargetGroup = "targetgroup";

    public static string? LoadBalancerKey(AccountRegion scope, string? arn) => Key(scope, arn, LoadBalancer, parts: 3);

    public static string? ListenerKey(AccountRegion scope, string? arn) => Key(scope, arn, Listener, parts: 4);

    public static string? RuleKey(AccountRegion scope, string? arn) => Key(scope, arn, Rule, parts: 5);

    public static string? TargetGroupKey(AccountRegion scope, string? arn) => Key(scope, arn, TargetGroup, parts: 2);

    /// <summary>One of the kinds; empty of what is no ARN of Elastic Load Balancing.</summary>
    public static string KindOf(string arn) =>
        arn.Split(':', 6) is ["arn", _, "elasticloadbalancing", _, _, var resource] && resource.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? resource[..slash] : "";

    private static string? Key(AccountRegion scope, string? arn, string kind, int parts)
    {
        var prefix = $"arn:aws:elasticloadbalancing:{scope.Region}:{scope.Account}:{kind}/";
        if (arn is null || !arn.StartsWith(prefix, StringComparison.Ordinal)) return null;
        var key = arn[prefix.Length..];
        return key.Split('/') is var pieces && pieces.Length == parts && pieces.All(piece => piece.Length > 0) ? key : null;
    }
}
