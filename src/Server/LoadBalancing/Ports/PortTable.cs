using System.Net;
using System.Net.Sockets;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Server.LoadBalancing.Live;

namespace Workbook.Server.LoadBalancing.Ports;

/// <summary>Which ports of this machine are open for which listeners. Calls must not overlap.</summary>
/// <param name="address">Where they listen.</param>
/// <param name="open">Makes a port that was taken ready to serve.</param>
/// <param name="bound">Told of each listener that got a port, with what kept it from its own.</param>
internal sealed class PortTable(IPAddress address, Func<LocalPort, bool, ListenerPort> open, Action<LiveListener, LocalPort> bound) : IAsyncDisposable
{
    /// <summary>How long requests under way have when the whole of it ends.</summary>
    private static readonly TimeSpan AtTheEnd = TimeSpan.FromSeconds(2);

    private readonly Dictionary<(int Port, bool IsTls), ListenerPort> _ports = [];
    private readonly Dictionary<(int Port, bool IsTls), string> _failures = [];
    private readonly HashSet<Task> _closing = [];
    private readonly CancellationTokenSource _ends = new();

    /// <summary>Opens and closes what is needed for the listeners as they are now.</summary>
    /// <param name="listeners">All of them.</param>
    /// <param name="changed">Those that came, went or changed.</param>
    public void Update(IEnumerable<LiveListener> listeners, IReadOnlyCollection<LiveListener> changed)
    {
        var keys = changed.Select(each => (each.Port, each.IsTls)).ToHashSet();
        if (keys.Count == 0) return;
        var wanted = listeners
            .Where(each => keys.Contains((each.Port, each.IsTls)))
            .OrderBy(each => each.Snapshot!.Balancer.CreatedAt).ThenBy(each => each.Key, StringComparer.Ordinal)
            .ToLookup(each => (each.Port, each.IsTls));
        // What is given up may be what another listener waits for.
        foreach (var key in keys.Where(key => !wanted.Contains(key))) Close(key);
        foreach (var key in keys.Where(wanted.Contains)) Serve(key, [.. wanted[key]]);
    }

    /// <summary>Where a listener can be reached, or why it cannot.</summary>
    public (int Port, string? Note) Find(LiveListener listener)
    {
        var key = (listener.Port, listener.IsTls);
        if (_ports.TryGetValue(key, out var port)) return port.Failure is { } failure ? (0, failure.Message) : (port.Local.Number, port.Local.Note);
        return (0, _failures.GetValueOrDefault(key) ?? "It is not open.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var key in _ports.Keys.ToList()) Close(key);
        _ends.CancelAfter(AtTheEnd);
        await Task.WhenAll(_closing);
        _ends.Dispose();
    }

    private void Serve((int Port, bool IsTls) key, List<LiveListener> listeners)
    {
        _failures.Remove(key);
        if (_ports.TryGetValue(key, out var port))
        {
            var before = port.Listeners;
            port.Serve(listeners);
            foreach (var each in listeners.Except(before)) bound(each, port.Local);
            return;
        }
        LocalPort local;
        try
        {
            local = LocalPort.Take(address, key.Port, listeners[0].Snapshot!.Listener.LocalPort);
        }
        catch (SocketException error)
        {
            _failures[key] = $"There is no port on {address}: {error.Message}";
            return;
        }
        _ports[key] = port = open(local, key.IsTls);
        port.Serve(listeners);
        port.Start();
        foreach (var each in listeners) bound(each, local);
    }

    private void Close((int Port, bool IsTls) key)
    {
        _failures.Remove(key);
        if (!_ports.Remove(key, out var port)) return;
        // Free at once for who wants it next; what was accepted goes on.
        _closing.RemoveWhere(each => each.IsCompleted);
        _closing.Add(port.StopAsync(_ends.Token));
    }
}
