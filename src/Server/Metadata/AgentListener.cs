using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workbook.Engine.Runtimes;

namespace Workbook.Server.Metadata;

/// <summary>A web server of its own for one handler, on an address that containers reach: nothing else can be asked for there.</summary>
internal sealed class AgentListener : IAsyncDisposable
{
    private const int LargestBody = 16 * 1024, LongestLine = 2 * 1024, LargestHeaders = 16 * 1024, MostConnections = 1024;
    private readonly WebApplication _web;

    private AgentListener(WebApplication web, AgentAddress address)
    {
        _web = web;
        Host = address.Host;
        Port = new Uri(web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port;
    }

    /// <summary>How containers call it.</summary>
    public string Host { get; }

    public int Port { get; }

    /// <summary>Host, and port unless it is 80.</summary>
    public string Authority => Port == 80 ? Host : $"{Host}:{Port}";

    /// <summary>Listens there, or returns null when it may not or somebody else does.</summary>
    /// <param name="port">0 takes a free one.</param>
    public static async Task<AgentListener?> TryStartAsync(AgentAddress address, int port, RequestDelegate handler, CancellationToken cancellation)
    {
        var web = Build(address, port, handler);
        try
        {
            await web.StartAsync(cancellation);
            return new(web, address);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            await web.DisposeAsync();
            return null;
        }
        catch
        {
            await web.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
    }

    private static WebApplication Build(AgentAddress address, int port, RequestDelegate handler)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning)
            // A port that is taken is no fault: the next one is tried.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxRequestLineSize = LongestLine;
            kestrel.Limits.MaxRequestHeadersTotalSize = LargestHeaders;
            kestrel.Limits.MaxRequestBufferSize = LargestBody;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
            kestrel.Listen(address.Listen, port);
        });
        var web = builder.Build();
        web.Run(handler);
        return web;
    }
}
