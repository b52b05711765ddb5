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

    private LoadBalancers(ITargetNetwork network, HealthChecker health)
    {
        Network = network;
        _health = health;
    }

    /// <summary>How targets are reached.</summary>
    public ITargetNetwork Network { get; }

    /// <param name="options">Of the workbook.</param>
    public static Task<LoadBalancers> StartAsync(LocalAwsOptions options, EcsEngine engine)
    {
        ITargetNetwork network = engine.Runtime is DockerRuntime docker ? docker.TargetNetwork(engine.Store) : new SimulatedNetwork(engine);
        var health = new HealthChecker(engine, network, options.Engine.Machine);
        health.Start();
        return Task.FromResult(new LoadBalancers(network, health));
    }

    public async ValueTask DisposeAsync()
    {
        await _health.DisposeAsync();
        if (Network is IAsyncDisposable network) await network.DisposeAsync();
    }
}
