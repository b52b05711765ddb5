namespace Workbook.Orchestration.LoadBalancing;

/// <summary>ARNs of Elastic Load Balancing: <c>arn:aws:elasticloadbalancing:REGION:ACCOUNT:KIND/KEY</c>.</summary>
public static class ElbArn
{
    /// <summary>What follows the kind's slash, by which the World knows the thing; empty of what is no such ARN.</summary>
    public static string KeyOf(string arn) => Parts(arn).Key;

    /// <summary>Such as <c>loadbalancer</c>, <c>listener</c>, <c>listener-rule</c> or <c>targetgroup</c>; empty of what is no such ARN.</summary>
    public static string KindOf(string arn) => Parts(arn).Kind;

    private static (string Kind, string Key) Parts(string arn)
    {
        var parts = arn.Split(':', 6);
        if (parts is not ["arn", _, "elasticloadbalancing", _, _, var resource]) return ("", "");
        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? ("", "") : (resource[..slash], resource[(slash + 1)..]);
    }
}
