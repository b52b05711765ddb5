using System.Net.Sockets;

namespace Workbook.Learning.Sandboxes;

/// <summary>Outside of a sandbox: a folder with a socket for each port of an engine, for <see cref="EnginePorts"/> within.</summary>
internal sealed class EngineSockets : IAsyncDisposable
{
    /// <summary>Of one engine, besides its own.</summary>
    private const int MostPorts = 64;

    private readonly string _folder;
    private readonly Uri _engine;
    private readonly Func<IEnumerable<int>> _ports;
    private readonly int _connections;
    private readonly Dictionary<int, SocketForwarder> _open = [];
    private readonly List<Task> _closing = [];
    private SocketForwarder? _own;
    private bool _closed;

    private EngineSockets(string folder, Uri engine, Func<IEnumerable<int>> ports, int connections) => (_folder, _engine, _ports, _connections) = (folder, engine, ports, connections);

    /// <param name="folder">Where the sockets are to be.</param>
    /// <param name="engine">Its address.</param>
    /// <param name="port">Its own port within.</param>
    /// <param name="ports">Its other ports that are open now; they have the same number within.</param>
    /// <param name="connections">How many connections there may be at a time, to each.</param>
    /// <exception cref="SocketException">A socket cannot be made in the folder.</exception>
    public static EngineSockets Start(string folder, Uri engine, int port, Func<IEnumerable<int>> ports, int connections)
    {
        var sockets = new EngineSockets(folder, engine, ports, connections);
        sockets._own = SocketForwarder.Start(EnginePorts.PathOf(folder, port), engine, connections, sockets.Look);
        return sockets;
    }

    public async ValueTask DisposeAsync()
    {
        Task[] closing;
        lock (_open)
        {
            _closed = true;
            foreach (var port in _open.Keys.ToList()) Close(port);
            closing = [.. _closing];
        }
        await _own!.DisposeAsync();
        await Task.WhenAll(closing);
    }

    private void Look()
    {
        var ports = _ports().Where(port => port > 0 && port != _engine.Port).Distinct().Take(MostPorts).ToHashSet();
        lock (_open)
        {
            if (_closed) return;
            foreach (var port in _open.Keys.Except(ports).ToList()) Close(port);
            foreach (var port in ports.Where(port => !_open.ContainsKey(port)))
            {
                _open[port] = SocketForwarder.Start(EnginePorts.PathOf(_folder, port), new UriBuilder(_engine) { Port = port }.Uri, _connections, () => { });
            }
        }
    }

    private void Close(int port)
    {
        _open.Remove(port, out var forwarder);
        File.Delete(EnginePorts.PathOf(_folder, port));
        _closing.RemoveAll(task => task.IsCompleted);
        _closing.Add(forwarder!.DisposeAsync().AsTask());
    }
}
