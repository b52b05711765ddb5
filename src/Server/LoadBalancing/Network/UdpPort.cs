using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Network;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.LoadBalancing.Network;

/// <summary>The UDP port of a UDP or TCP_UDP listener: what comes from one client goes to one target, and back.</summary>
internal sealed class UdpPort(NetworkListener listener, Socket socket, NetworkTargets targets) : IAsyncDisposable
{
    private const int LargestDatagram = 65535;

    private readonly ConcurrentDictionary<IPEndPoint, UdpFlow> _flows = new();
    private readonly ConcurrentDictionary<Task, bool> _answering = new();
    private readonly CancellationTokenSource _life = new();
    private Task _receiving = Task.CompletedTask;

    public IEnumerable<NetworkFlow> Flows => _flows.Values;

    public void Start() => _receiving = ReceiveAsync();

    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync();
        socket.Dispose();
        await _receiving;
        foreach (var flow in _flows.Values) flow.Cut();
        await Task.WhenAll(_answering.Keys);
        _life.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[LargestDatagram];
        var anyone = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (!_life.IsCancellationRequested)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anyone, _life.Token);
                if (await FlowOfAsync((IPEndPoint)received.RemoteEndPoint) is { } flow) await flow.SendAsync(buffer.AsMemory(0, received.ReceivedBytes), _life.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                if (_life.IsCancellationRequested) return;
            }
            catch (SocketException)
            {
                // A datagram that cannot be delivered is lost.
            }
        }
    }

    /// <summary>Null when there is no target: the datagram is lost.</summary>
    private async ValueTask<UdpFlow?> FlowOfAsync(IPEndPoint client)
    {
        if (_flows.TryGetValue(client, out var known)) return known;
        if (listener.Targets.Choose(new(ProtocolEnum.Udp, client.Address.ToString(), client.Port, listener.Address.ToString(), listener.Record.Port)) is not var (group, target)) return null;
        var flow = new UdpFlow(targets.Clock, group, target, await targets.OpenAsync(listener.Scope, target, _life.Token), over => _flows.TryRemove(new(client, over)));
        _flows[client] = flow;
        listener.Look(flow);
        var answering = flow.AnswerAsync((datagram, cancellation) => socket.SendToAsync(datagram, SocketFlags.None, client, cancellation));
        _answering[answering] = true;
        _ = answering.ContinueWith(done => _answering.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return flow;
    }
}
