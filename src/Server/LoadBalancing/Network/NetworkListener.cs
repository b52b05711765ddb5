using System.Net;
using Workbook.Orchestration;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Network;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.LoadBalancing.Network;

/// <summary>A listener of a Network Load Balancer, with its ports on this machine and the flows through them.</summary>
internal sealed class NetworkListener(AccountRegion scope, ElbListener record, IPAddress address, Func<World> read) : IAsyncDisposable
{
    private volatile ElbListener _record = record;
    private volatile FlowTargets? _targets;

    public AccountRegion Scope => scope;

    public IPAddress Address => address;

    public string Arn => ElbListener.ArnOf(scope, _record.Key);

    /// <summary>As it is now.</summary>
    public ElbListener Record => _record;

    /// <summary>Where new flows go.</summary>
    public FlowTargets Targets => _targets ??= FlowTargets.Of(read(), _record);

    public TcpPort? Tcp { get; set; }

    public UdpPort? Udp { get; set; }

    /// <summary>The port on this machine; 0 when there is none.</summary>
    public int LocalPort { get; set; }

    /// <summary>Why it is not the listener's own, or why there is none; null when all is well.</summary>
    public string? Note { get; set; }

    /// <summary>Something changed: new flows go by it, and flows whose target may not have them any more are cut.</summary>
    public void Refresh(World world, ElbListener now)
    {
        _record = now;
        _targets = null;
        foreach (var flow in (Tcp?.Flows ?? []).Concat(Udp?.Flows ?? []))
        {
            if (IsToBeCut(world, flow)) flow.Cut();
        }
    }

    /// <summary>A flow that was opened while something changed: nobody else looks at it for that.</summary>
    public void Look(NetworkFlow opened)
    {
        if (IsToBeCut(read(), opened)) opened.Cut();
    }

    public async ValueTask DisposeAsync()
    {
        if (Tcp is not null) await Tcp.DisposeAsync();
        if (Udp is not null) await Udp.DisposeAsync();
    }

    /// <summary>
    /// A target that became unhealthy loses its connections unless its group says otherwise or has nobody better; one that was deregistered keeps
    /// them, also after its deregistration delay unless its group says otherwise. Datagrams have no connection: they go elsewhere at once.
    /// </summary>
    private static bool IsToBeCut(World world, NetworkFlow flow)
    {
        var group = world.TargetGroups.GetValueOrDefault(flow.Group.Key, flow.Group);
        var target = world.Targets.GetValueOrDefault(flow.Target.Key);
        if (target is null || target.RegisteredAt != flow.Target.RegisteredAt) return flow is UdpFlow || Attributes.CutsConnections(group);
        if (target.State != TargetHealthStateEnum.Unhealthy || FlowTargets.FailsOpen(world, group.Key)) return false;
        return flow is UdpFlow || Attributes.Of(group, "target_health_state.unhealthy.connection_termination.enabled") != "false";
    }
}
