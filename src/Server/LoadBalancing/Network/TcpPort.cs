using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Network;
using Workbook.Server.LoadBalancing.Certificates;
using Workbook.Server.LoadBalancing.Simulated;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.LoadBalancing.Network;

/// <summary>The TCP port of a TCP, TLS or TCP_UDP listener.</summary>
internal sealed class TcpPort(NetworkListener listener, Socket socket, NetworkTargets targets, TlsCertificates certificates) : IAsyncDisposable
{
    /// <summary>How long a target has to accept a connection, in the machine's time.</summary>
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly ConcurrentDictionary<TcpFlow, bool> _flows = new();
    private readonly CancellationTokenSource _life = new();
    private Task _accepting = Task.CompletedTask;

    public IEnumerable<NetworkFlow> Flows => _flows.Keys;

    public void Start() => _accepting = AcceptAsync();

    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync();
        socket.Dispose();
        await _accepting;
        foreach (var flow in _flows.Keys) flow.Cut();
        await Task.WhenAll(_running.Keys);
        _life.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_life.IsCancellationRequested)
        {
            try
            {
                var client = await socket.AcceptAsync(_life.Token);
                client.NoDelay = true;
                var serving = ServeAsync(client);
                _running[serving] = true;
                _ = serving.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // A client that went before it was accepted.
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        TcpFlow? flow = null;
        try
        {
            flow = await OpenAsync(client);
        }
        catch (Exception error) when (error is SocketException or IOException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
        {
            // The client learns of it by the reset, as it would from the target itself.
        }
        if (flow is null)
        {
            client.Close(0);
            return;
        }
        using (flow)
        {
            _flows[flow] = true;
            if (_life.IsCancellationRequested) flow.Cut();
            else listener.Look(flow);
            await flow.RunAsync();
            _flows.TryRemove(flow, out _);
        }
    }

    /// <summary>Connects a client to the target of its flow; null when there is none.</summary>
    private async Task<TcpFlow?> OpenAsync(Socket client)
    {
        var (from, to) = ((IPEndPoint)client.RemoteEndPoint!, (IPEndPoint)client.LocalEndPoint!);
        if (listener.Targets.Choose(new(ProtocolEnum.Tcp, from.Address.ToString(), from.Port, to.Address.ToString(), listener.Record.Port)) is not var (group, target)) return null;
        using var patience = new CancellationTokenSource(ConnectPatience, targets.Machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _life.Token);
        var stream = (Stream)new NetworkStream(client, ownsSocket: true);
        Stream? connection = null;
        try
        {
            if (listener.Record.Protocol == ProtocolEnum.Tls) stream = await DecryptAsync(stream, either.Token);
            connection = await targets.ConnectAsync(listener.Scope, group, target, either.Token);
            if (connection is DuplexStream simulated && Attributes.PreservesClientIp(group)) simulated.ClientEndPoint = from;
            if (Attributes.SpeaksProxyProtocol(group)) await connection.WriteAsync(ProxyHeader.Of(from, new(to.Address, listener.Record.Port)), either.Token);
            var server = group.Protocol == ProtocolEnum.Tls ? await EncryptAsync(connection, either.Token) : connection;
            return new(targets.Clock, Attributes.TcpIdleTimeout(listener.Record), group, target, client, stream, server, connection);
        }
        catch
        {
            if (connection is not null) await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<Stream> DecryptAsync(Stream stream, CancellationToken cancellation)
    {
        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificates.Of(listener.Record.CertificateArns is [var first, ..] ? first : listener.Arn, listener.Scope.Region),
            EnabledSslProtocols = TlsCertificates.Protocols(listener.Record.SslPolicy),
            ApplicationProtocols = AlpnOf(listener.Record),
        }, cancellation);
        return secure;
    }

    private static async Task<Stream> EncryptAsync(Stream connection, CancellationToken cancellation)
    {
        var secure = new SslStream(connection, leaveInnerStreamOpen: true);
        await secure.AuthenticateAsClientAsync(TargetTls.Options(isHttp2: false), cancellation);
        return secure;
    }

    /// <summary>What the policy makes of what a client offers (see "ALPN policies"); the first that both know counts.</summary>
    private static List<SslApplicationProtocol>? AlpnOf(ElbListener record) => record.AlpnPolicy is [var policy, ..] ? policy switch
    {
        "HTTP1Only" => [SslApplicationProtocol.Http11],
        "HTTP2Only" => [SslApplicationProtocol.Http2],
        "HTTP2Optional" => [SslApplicationProtocol.Http11, SslApplicationProtocol.Http2],
        "HTTP2Preferred" => [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        _ => null,
    } : null;
}
