using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>A port of a load balancer.</summary>
/// <param name="LoadBalancerKey">The <see cref="ElbLoadBalancer.Key"/>.</param>
/// <param name="Id">16 hexadecimal digits.</param>
/// <param name="DefaultRuleId">16 hexadecimal digits: the rule that stands for <see cref="DefaultActions"/>.</param>
public sealed record ElbListener(string LoadBalancerKey, string Id, string DefaultRuleId)
{
    public required int Port { get; init; }

    /// <summary>One of <see cref="ProtocolEnum"/>.</summary>
    public required string Protocol { get; init; }
    public required ValueList<Shapes.Elbv2.Action> DefaultActions { get; init; }

    /// <summary>Of HTTPS and TLS: the default certificate first, then those of SNI.</summary>
    public ValueList<string> CertificateArns { get; init; } = [];
    public string? SslPolicy { get; init; }
    public ValueList<string> AlpnPolicy { get; init; } = [];
    public MutualAuthenticationAttributes? MutualAuthentication { get; init; }

    /// <summary>Those that were set; what is not here has its default.</summary>
    public ValueMap<string> Attributes { get; init; } = ValueMap<string>.Empty;
    public ValueList<Tag> Tags { get; init; } = [];
    public ValueList<Tag> DefaultRuleTags { get; init; } = [];

    /// <summary>The port of this machine that stands in for its own, which could not be had; null: it has its own.</summary>
    public int? LocalPort { get; init; }

    /// <summary>The last part of its ARN, such as <c>app/web/50dc6c495c0c9188/f2f7dc8efc522ab2</c>.</summary>
    public string Key => $"{LoadBalancerKey}/{Id}";

    public static string ArnOf(AccountRegion scope, string key) => $"arn:aws:elasticloadbalancing:{scope.Region}:{scope.Account}:listener/{key}";
}
