using System.Collections.Concurrent;
using System.Globalization;
using Workbook.Engine.Runtimes.Simulated;
using Workbook.Engine.Time;
using Workbook.Server.LoadBalancing.Simulated.Apps;

namespace Workbook.Server.LoadBalancing.Simulated;

/// <summary>The server in a simulated container: what it answers, and who is connected to it. It ends with its container.</summary>
internal sealed class SimulatedServer : IDisposable
{
    private readonly ConcurrentDictionary<SimulatedConnection, bool> _connections = new();
    private readonly Action<SimulatedServer> _ended;
    private int _count;

    /// <param name="ended">Told when the container has ended.</param>
    public SimulatedServer(SimulatedContainer container, EngineClock clock, Action<SimulatedServer> ended)
    {
        Container = container;
        Clock = clock;
        App = SimulatedApp.Of(container);
        _ended = ended;
        container.StopSignalled += EndGracefully;
    }

    public SimulatedContainer Container { get; }

    /// <summary>What the container lives by.</summary>
    public EngineClock Clock { get; }

    public SimulatedApp App { get; }

    /// <summary>A new connection, which begins to be served when its first bytes came.</summary>
    public SimulatedConnection Open(int port)
    {
        var number = Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
        var connection = new SimulatedConnection(this, port, $"{Container.RuntimeId}-{number}", over => _connections.TryRemove(over, out _));
        _connections[connection] = true;
        return connection;
    }

    public void Dispose()
    {
        _ended(this);
        if (!Container.WasCut) return;
        foreach (var connection in _connections.Keys) connection.Cut();
    }

    private void EndGracefully()
    {
        foreach (var connection in _connections.Keys) connection.EndGracefully();
    }
}
