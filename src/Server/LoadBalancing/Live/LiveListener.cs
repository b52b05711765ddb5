using System.Collections.Frozen;
using Workbook.Orchestration;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Routing;
using Workbook.Server.LoadBalancing.AccessLogs;
using Workbook.Server.LoadBalancing.Metrics;
using Workbook.Shapes.Elbv2;
using Yarp.ReverseProxy.Forwarder;

namespace Workbook.Server.LoadBalancing.Live;

/// <summary>A listener of an Application Load Balancer, as requests see it.</summary>
internal sealed class LiveListener(AccountRegion scope, ElbListener listener)
{
    private volatile ListenerSnapshot? _snapshot;

    public AccountRegion Scope => scope;

    public string Key { get; } = listener.Key;

    public string Arn { get; } = ElbListener.ArnOf(scope, listener.Key);

    public string LoadBalancerKey { get; } = listener.LoadBalancerKey;

    public int Port { get; } = listener.Port;

    public bool IsTls { get; } = listener.Protocol == ProtocolEnum.Https;

    /// <summary>Null until it was taken up for the first time.</summary>
    public ListenerSnapshot? Snapshot
    {
        get => _snapshot;
        set => _snapshot = value;
    }
}

/// <summary>What a request needs to know of its listener.</summary>
internal sealed record ListenerSnapshot
{
    public required ElbListener Listener { get; init; }
    public required ElbLoadBalancer Balancer { get; init; }

    /// <summary>Lower-case, such as <c>web.us-east-1.elb.localhost</c>.</summary>
    public required string DnsName { get; init; }
    public required LoadBalancerSettings Settings { get; init; }
    public required RuleTable Rules { get; init; }

    /// <summary>By ARN: all that the rules forward to.</summary>
    public required FrozenDictionary<string, LiveGroup> Groups { get; init; }
    public required MetricSeries Metrics { get; init; }

    /// <summary>Null where answers stay as they are.</summary>
    public required ResponseHeaders? ResponseHeaders { get; init; }

    /// <summary>What tells the target the version of TLS and the cipher suite; null where the target is not told.</summary>
    public required (string Version, string CipherSuite)? TlsHeaders { get; init; }

    /// <summary>Null where none is written.</summary>
    public required AccessLog? Log { get; init; }

    /// <summary>For requests that go to their targets with HTTP/1.1, and with HTTP/2.</summary>
    public required ForwarderRequestConfig Http1 { get; init; }
    public required ForwarderRequestConfig Http2 { get; init; }
}
