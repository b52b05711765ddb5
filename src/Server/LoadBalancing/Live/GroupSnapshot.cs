using System.Net;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Routing;

namespace Workbook.Server.LoadBalancing.Live;

/// <summary>What a request needs to know of a target group.</summary>
internal sealed class GroupSnapshot
{
    private readonly Dictionary<string, LiveTarget>? _byKey;

    /// <param name="nodes">The targets that each node of the load balancer sends requests to: one for all zones, or one for each.</param>
    public GroupSnapshot(TargetGroupSettings settings, ElbTargetGroup? group, LiveTarget[][] nodes)
    {
        Settings = settings;
        Nodes = nodes;
        LiveTarget[] routable = nodes.Length == 1 ? nodes[0] : [.. nodes.SelectMany(node => node).Distinct()];
        Version = group?.ProtocolVersion is "HTTP2" or "GRPC" ? HttpVersion.Version20 : HttpVersion.Version11;
        IsGrpc = group?.ProtocolVersion == "GRPC";
        if (settings.Stickiness is not null) _byKey = routable.ToDictionary(each => each.Target.Key, StringComparer.Ordinal);
        // Only next to a target that has its full share does another one start slowly.
        SlowUntil = settings.SlowStart > TimeSpan.Zero && routable.Length > 1 && routable.Any(each => each.Target.HealthySince is not null)
            ? routable.Max(each => (each.Target.HealthySince ?? DateTimeOffset.MinValue.Add(settings.SlowStart)) + settings.SlowStart)
            : DateTimeOffset.MinValue;
    }

    public static GroupSnapshot Empty { get; } = new(TargetGroupSettings.Default, null, [[]]);

    public TargetGroupSettings Settings { get; }

    /// <summary>Who gets new requests, by the node that the client has come to. There is at least one.</summary>
    public LiveTarget[][] Nodes { get; }

    /// <summary>Of the requests to the targets.</summary>
    public Version Version { get; }
    public bool IsGrpc { get; }

    /// <summary>Until then somebody starts slowly.</summary>
    public DateTimeOffset SlowUntil { get; }

    public LiveTarget? Find(string key) => _byKey?.GetValueOrDefault(key);
}
