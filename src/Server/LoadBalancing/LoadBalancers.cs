using Workbook.Engine;
using Workbook.Engine.LoadBalancing;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Server.LoadBalancing.Health;
using Workbook.Server.LoadBalancing.Simulated;

namespace Workbook.Server.LoadBalancing;

/// <summary>What carries the traffic of load balancers, put together. It starts after the engine and ends before it.</summary>
internal sealed class LoadBalancers : IAsyncDisposable
{
    private readonly HealthChecker _health;

    private LoadBalancers(ITargetNetwork network, HealthChecker health, Balancer applications)
    {
        Network = network;
        Applications = applications;
        _health = health;
    }

    /// <summary>How targets are reached.</summary>
    public ITargetNetwork Network { get; }

    /// <summary>The data plane of Application Load Balancers.</summary>
    public Balancer Applications { get; }

    /// <param name="options">Of the workbook.</param>
    public static Task<LoadBalancers> StartAsync(LocalAwsOptions options, EcsEngine engine)
    {
        ITargetNetwork network = engine.Runtime is DockerRuntime docker ? docker.TargetNetwork(engine.Store) : new SimulatedNetwork(engine);
        var health = new HealthChecker(engine, network, options.Engine.Machine);
        health.Start();
        return Task.FromResult(new LoadBalancers(network, health, Balancer.Start(engine, options.Engine, network, options.Address)));
    }

    public async ValueTask DisposeAsync()
    {
        await Applications.DisposeAsync();
        await _health.DisposeAsync();
        if (Network is IAsyncDisposable network) await network.DisposeAsync();
    }
}
