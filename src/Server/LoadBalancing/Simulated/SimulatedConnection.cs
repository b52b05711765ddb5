using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Workbook.Server.LoadBalancing.Simulated;

/// <summary>A connection to a simulated server, as its own end of it; a feature of the connection and of each of its requests.</summary>
internal sealed class SimulatedConnection : DefaultConnectionContext
{
    private readonly CancellationTokenSource _closed = new();
    private readonly Lock _gate = new();
    private readonly Action<SimulatedConnection> _ended;
    private bool _isOver;

    /// <param name="server">Who answers.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="ended">Told when the connection is over.</param>
    public SimulatedConnection(SimulatedServer server, int port, string id, Action<SimulatedConnection> ended)
        : base(id)
    {
        var options = new PipeOptions(useSynchronizationContext: false);
        var (there, back) = (new Pipe(options), new Pipe(options));
        Server = server;
        Port = port;
        _ended = ended;
        Transport = new Ends(there.Reader, back.Writer);
        Client = new(back.Reader, there.Writer, closed: () => Abort(new("The client closed the connection.")));
        ConnectionClosed = _closed.Token;
        Features.Set(this);
    }

    public SimulatedServer Server { get; }

    public int Port { get; }

    /// <summary>The other end.</summary>
    public DuplexStream Client { get; }

    /// <summary>Ends it once the requests under way are answered.</summary>
    public void EndGracefully() => Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();

    /// <summary>Ends it at once.</summary>
    public void Cut()
    {
        Client.Cut();
        Abort(new("The container has ended."));
    }

    /// <summary>On another thread: who closes a connection need not wait for what its server makes of that.</summary>
    public override void Abort(ConnectionAbortedException abortReason) => ThreadPool.UnsafeQueueUserWorkItem(static connection => connection.Close(), this, preferLocal: false);

    public override async ValueTask DisposeAsync()
    {
        await Transport.Input.CompleteAsync();
        await Transport.Output.CompleteAsync();
        _ended(this);
        lock (_gate)
        {
            _isOver = true;
            _closed.Dispose();
        }
        await base.DisposeAsync();
    }

    private void Close()
    {
        lock (_gate)
        {
            if (!_isOver) _closed.Cancel();
        }
    }

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
