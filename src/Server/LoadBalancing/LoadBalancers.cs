using System.Net;
using Workbook.Engine;
using Workbook.Engine.LoadBalancing;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Server.LoadBalancing.Health;
using Workbook.Server.LoadBalancing.Network;
using Workbook.Server.LoadBalancing.Simulated;

namespace Workbook.Server.LoadBalancing;

/// <summary>What carries the traffic of load balancers, put together. It starts after the engine and ends before it.</summary>
internal sealed class LoadBalancers : IAsyncDisposable
{
    private readonly HealthChecker _health;
    private readonly NetworkBalancer _networks;

    private LoadBalancers(ITargetNetwork network, HealthChecker health, Balancer applications, NetworkBalancer networks)
    {
        Network = network;
        Applications = applications;
        _networks = networks;
        _health = health;
    }

    /// <summary>How targets are reached.</summary>
    public ITargetNetwork Network { get; }

    /// <summary>The data plane of Application Load Balancers.</summary>
    public Balancer Applications { get; }

    /// <summary>The listeners of all load balancers, and where they can be reached.</summary>
    public IReadOnlyList<ListenerStatus> Listeners => [.. Applications.Listeners.Concat(_networks.Listeners).OrderBy(each => each.ListenerArn, StringComparer.Ordinal)];

    /// <param name="options">Of the workbook.</param>
    public static Task<LoadBalancers> StartAsync(LocalAwsOptions options, EcsEngine engine)
    {
        ITargetNetwork network = engine.Runtime is DockerRuntime docker ? docker.TargetNetwork(engine.Store) : new SimulatedNetwork(engine, options.Engine.ReachesOthers);
        var health = new HealthChecker(engine, network, options.Engine.Machine);
        var connections = new TargetConnections(network, health);
        var applications = Balancer.Start(engine, options.Engine, connections, options.Address);
        var networks = new NetworkBalancer(engine, new(engine, connections, arn => EndPointOf(applications, arn), options.Engine.Machine), applications.Certificates, options.Address);
        networks.Start();
        health.Start();
        return Task.FromResult(new LoadBalancers(network, health, applications, networks));
    }

    public async ValueTask DisposeAsync()
    {
        await _networks.DisposeAsync();
        await Applications.DisposeAsync();
        await _health.DisposeAsync();
        if (Network is IAsyncDisposable network) await network.DisposeAsync();
    }

    private static IPEndPoint? EndPointOf(Balancer applications, string listenerArn) =>
        applications.Listeners.FirstOrDefault(each => each.ListenerArn == listenerArn) is { Port: > 0 } found ? new(IPAddress.Parse(found.Address), found.Port) : null;
}
