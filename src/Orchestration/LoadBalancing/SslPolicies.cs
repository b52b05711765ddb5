using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>The security policies of HTTPS and TLS listeners (see "Security policies for your Application Load Balancer").</summary>
public static class SslPolicies
{
    /// <summary>Of listeners that are created through the API and name none.</summary>
    public const string Default = "ELBSecurityPolicy-2016-08";

    private const string Tls13 = "TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384 TLS_CHACHA20_POLY1305_SHA256";

    // Forward secrecy: with an authenticated mode only, with SHA-2, and with SHA-1; then without forward secrecy.
    private const string Restricted = "ECDHE-ECDSA-AES128-GCM-SHA256 ECDHE-RSA-AES128-GCM-SHA256 ECDHE-ECDSA-AES256-GCM-SHA384 ECDHE-RSA-AES256-GCM-SHA384";
    private const string Forward = "ECDHE-ECDSA-AES128-GCM-SHA256 ECDHE-RSA-AES128-GCM-SHA256 ECDHE-ECDSA-AES128-SHA256 ECDHE-RSA-AES128-SHA256 "
        + "ECDHE-ECDSA-AES256-GCM-SHA384 ECDHE-RSA-AES256-GCM-SHA384 ECDHE-ECDSA-AES256-SHA384 ECDHE-RSA-AES256-SHA384";
    private const string ForwardSha1 = "ECDHE-ECDSA-AES128-GCM-SHA256 ECDHE-RSA-AES128-GCM-SHA256 ECDHE-ECDSA-AES128-SHA256 ECDHE-RSA-AES128-SHA256 ECDHE-ECDSA-AES128-SHA ECDHE-RSA-AES128-SHA "
        + "ECDHE-ECDSA-AES256-GCM-SHA384 ECDHE-RSA-AES256-GCM-SHA384 ECDHE-ECDSA-AES256-SHA384 ECDHE-RSA-AES256-SHA384 ECDHE-ECDSA-AES256-SHA ECDHE-RSA-AES256-SHA";
    private const string Static = "AES128-GCM-SHA256 AES128-SHA256 AES256-GCM-SHA384 AES256-SHA256";
    private const string StaticSha1 = "AES128-GCM-SHA256 AES128-SHA256 AES128-SHA AES256-GCM-SHA384 AES256-SHA256 AES256-SHA";

    public static IReadOnlyList<SslPolicy> All { get; } =
    [
        Of(Default, "TLSv1.2 TLSv1.1 TLSv1", ForwardSha1, StaticSha1),
        Of("ELBSecurityPolicy-TLS13-1-2-2021-06", "TLSv1.3 TLSv1.2", Tls13, Forward),
        Of("ELBSecurityPolicy-TLS13-1-2-PQ-2025-09", "TLSv1.3 TLSv1.2", Tls13, Forward),
        Of("ELBSecurityPolicy-TLS13-1-2-Res-2021-06", "TLSv1.3 TLSv1.2", Tls13, Restricted),
        Of("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", "TLSv1.3 TLSv1.2", Tls13, Restricted),
        Of("ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06", "TLSv1.3 TLSv1.2", Tls13, Forward, Static),
        Of("ELBSecurityPolicy-TLS13-1-2-Ext1-PQ-2025-09", "TLSv1.3 TLSv1.2", Tls13, Forward, Static),
        Of("ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06", "TLSv1.3 TLSv1.2", Tls13, ForwardSha1, StaticSha1),
        Of("ELBSecurityPolicy-TLS13-1-2-Ext2-PQ-2025-09", "TLSv1.3 TLSv1.2", Tls13, ForwardSha1, StaticSha1),
        Of("ELBSecurityPolicy-TLS13-1-1-2021-06", "TLSv1.3 TLSv1.2 TLSv1.1", Tls13, ForwardSha1, StaticSha1),
        Of("ELBSecurityPolicy-TLS13-1-0-2021-06", "TLSv1.3 TLSv1.2 TLSv1.1 TLSv1", Tls13, ForwardSha1, StaticSha1),
        Of("ELBSecurityPolicy-TLS13-1-0-PQ-2025-09", "TLSv1.3 TLSv1.2 TLSv1.1 TLSv1", Tls13, ForwardSha1, StaticSha1),
        Of("ELBSecurityPolicy-TLS13-1-3-2021-06", "TLSv1.3", Tls13),
        Of("ELBSecurityPolicy-TLS13-1-3-PQ-2025-09", "TLSv1.3", Tls13),
        Of("ELBSecurityPolicy-TLS-1-2-Ext-2018-06", "TLSv1.2", ForwardSha1, StaticSha1),
        Of("ELBSecurityPolicy-TLS-1-2-2017-01", "TLSv1.2", Forward, Static),
        Of("ELBSecurityPolicy-TLS-1-1-2017-01", "TLSv1.2 TLSv1.1", ForwardSha1, StaticSha1),
        Of("ELBSecurityPolicy-FS-2018-06", "TLSv1.2 TLSv1.1 TLSv1", ForwardSha1),
        Of("ELBSecurityPolicy-FS-1-1-2019-08", "TLSv1.2 TLSv1.1", ForwardSha1),
        Of("ELBSecurityPolicy-FS-1-2-2019-08", "TLSv1.2", ForwardSha1),
        Of("ELBSecurityPolicy-FS-1-2-Res-2019-08", "TLSv1.2", Forward),
        Of("ELBSecurityPolicy-FS-1-2-Res-2020-10", "TLSv1.2", Restricted),
    ];

    /// <exception cref="ApiException">There is none of that name.</exception>
    public static SslPolicy Find(string name) => All.FirstOrDefault(policy => policy.Name == name) ?? throw Elbv2Errors.SSLPolicyNotFound($"SSL policy '{name}' not found");

    private static SslPolicy Of(string name, string protocols, params string[] ciphers) => new()
    {
        Name = name,
        SslProtocols = protocols.Split(' ').ToValueList(),
        Ciphers = ciphers.SelectMany(group => group.Split(' ')).Select((cipher, index) => new Cipher { Name = cipher, Priority = index + 1 }).ToValueList(),
        SupportedLoadBalancerTypes = [LoadBalancerTypeEnum.Application, LoadBalancerTypeEnum.Network],
    };
}
