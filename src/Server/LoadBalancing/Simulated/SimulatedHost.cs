using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Workbook.Engine.Runtimes.Simulated;
using Workbook.Engine.Time;
using Workbook.Server.LoadBalancing.Simulated.Apps;

namespace Workbook.Server.LoadBalancing.Simulated;

/// <summary>One Kestrel that stands for the servers of all simulated containers; it starts with the first connection.</summary>
internal sealed class SimulatedHost(EngineClock clock) : IAsyncDisposable
{
    private const int TlsHandshake = 0x16;
    private static readonly byte[] Http2Preface = "PRI * HTTP/2.0"u8.ToArray();

    private readonly ConcurrentDictionary<SimulatedContainer, SimulatedServer> _servers = new();
    private readonly InMemoryTransport _transport = new();
    private readonly SemaphoreSlim _starting = new(1);
    private WebApplication? _web;

    /// <summary>Connects to a container that listens at a port.</summary>
    public async ValueTask<DuplexStream> ConnectAsync(SimulatedContainer container, int port, CancellationToken cancellation)
    {
        if (_web is null) await StartAsync(cancellation);
        var connection = ServerOf(container).Open(port);
        _ = ServeAsync(connection);
        return connection.Client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_web is not null)
        {
            await _web.StopAsync(new CancellationToken(canceled: true));
            await _web.DisposeAsync();
        }
        _starting.Dispose();
    }

    private SimulatedServer ServerOf(SimulatedContainer container)
    {
        if (_servers.TryGetValue(container, out var known)) return known;
        var server = new SimulatedServer(container, clock, ended => _servers.TryRemove(ended.Container, out _));
        if (!_servers.TryAdd(container, server)) return _servers.GetValueOrDefault(container, server);
        container.Expect(server);
        return server;
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "Kestrel disposes what it accepted.")]
    private async Task ServeAsync(SimulatedConnection connection)
    {
        var endpoint = await EndPointOfAsync(connection.Transport.Input);
        connection.RemoteEndPoint = connection.Client.ClientEndPoint;
        if (endpoint is null || !_transport.TryAccept(endpoint, connection)) await connection.DisposeAsync();
    }

    /// <summary>Which listener its first bytes are for; null when it was closed before.</summary>
    private static async Task<InMemoryEndPoint?> EndPointOfAsync(PipeReader input)
    {
        while (true)
        {
            var result = await input.ReadAsync();
            var length = (int)Math.Min(result.Buffer.Length, Http2Preface.Length);
            var start = new byte[length];
            System.Buffers.BuffersExtensions.CopyTo(result.Buffer.Slice(0, length), start);
            var maybeHttp2 = length > 0 && Http2Preface.AsSpan().StartsWith(start);
            if (maybeHttp2 && length < Http2Preface.Length && !result.IsCompleted)
            {
                input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                continue;
            }
            input.AdvanceTo(result.Buffer.Start);
            if (length == 0) return null;
            return maybeHttp2 ? InMemoryEndPoint.Http2 : start[0] == TlsHandshake ? InMemoryEndPoint.Https : InMemoryEndPoint.Http1;
        }
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        await _starting.WaitAsync(cancellation);
        try
        {
            if (_web is not null) return;
            var web = Build();
            await web.StartAsync(cancellation);
            _web = web;
        }
        finally
        {
            _starting.Release();
        }
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(InMemoryEndPoint.Http1, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(InMemoryEndPoint.Http2, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(InMemoryEndPoint.Https, listen => listen.UseHttps(TargetCertificate.Make(clock.GetUtcNow())));
        });
        builder.Services.AddSingleton<IConnectionListenerFactory>(_transport);
        var web = builder.Build();
        web.UseWebSockets();
        web.Run(AppRequest.HandleAsync);
        return web;
    }
}
