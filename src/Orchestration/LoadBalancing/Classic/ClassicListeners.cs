using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elb;

namespace Workbook.Orchestration.LoadBalancing.Classic;

/// <summary>CreateLoadBalancerListeners and DeleteLoadBalancerListeners.</summary>
public static class ClassicListeners
{
    private const int LargestPort = 65535;
    private static readonly string[] Protocols = ["HTTP", "HTTPS", "TCP", "SSL"];

    public static World Create(World world, CreateLoadBalancerListenersRequest request)
    {
        var balancer = ClassicLoadBalancers.Find(world, request.LoadBalancerName);
        if (request.Listeners is not { Count: > 0 } listeners) throw ClassicLoadBalancers.Validation("Listeners cannot be empty");
        return world.Put(balancer with { Listeners = Add(balancer.Listeners, listeners, balancer.Name) });
    }

    /// <summary>Ports without a listener have none already.</summary>
    public static World Delete(World world, DeleteLoadBalancerListenersRequest request)
    {
        var balancer = ClassicLoadBalancers.Find(world, request.LoadBalancerName);
        var ports = request.LoadBalancerPorts ?? [];
        return world.Put(balancer with { Listeners = balancer.Listeners.Where(listener => !ports.Contains(listener.LoadBalancerPort!.Value)).ToValueList() });
    }

    /// <summary>All of them with every default filled in, by port.</summary>
    internal static ValueList<Listener> Add(ValueList<Listener> own, ValueList<Listener> added, string name)
    {
        var all = own.ToDictionary(listener => listener.LoadBalancerPort!.Value);
        foreach (var listener in added.Select(Check))
        {
            var port = listener.LoadBalancerPort!.Value;
            if (all.TryGetValue(port, out var there) && there != listener)
                throw ElbErrors.DuplicateListener($"A listener already exists for {name} with LoadBalancerPort {port}, but with a different InstancePort, Protocol, or SSLCertificateId");
            all[port] = listener;
        }
        return all.Values.OrderBy(listener => listener.LoadBalancerPort).ToValueList();
    }

    private static Listener Check(Listener asked)
    {
        var (protocol, behind) = (asked.Protocol!.ToUpperInvariant(), (asked.InstanceProtocol ?? asked.Protocol).ToUpperInvariant());
        if (!Protocols.Contains(protocol) || !Protocols.Contains(behind)) throw ElbErrors.UnsupportedProtocol($"Protocol must be one of {string.Join(", ", Protocols)}");
        if (IsHttp(protocol) != IsHttp(behind)) throw ClassicLoadBalancers.Validation("The protocol and the instance protocol must be at the same Internet protocol layer");
        if (asked.LoadBalancerPort is not (>= 1 and <= LargestPort)) throw ClassicLoadBalancers.Validation($"LoadBalancerPort must be in the range 1-{LargestPort}");
        var isSecure = protocol is "HTTPS" or "SSL";
        if (isSecure && string.IsNullOrEmpty(asked.SSLCertificateId)) throw ElbErrors.CertificateNotFound($"Server Certificate not found for the key: {asked.SSLCertificateId}");
        return asked with { Protocol = protocol, InstanceProtocol = behind, SSLCertificateId = isSecure ? asked.SSLCertificateId : null };
    }

    private static bool IsHttp(string protocol) => protocol is "HTTP" or "HTTPS";
}
