using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workbook.Engine;
using Workbook.Engine.LoadBalancing;
using Workbook.Server.Admin;
using Workbook.Server.Api.ApplicationAutoScaling;
using Workbook.Server.Api.AutoScaling;
using Workbook.Server.Api.CloudWatch;
using Workbook.Server.Api.CloudWatchLogs;
using Workbook.Server.Api.Ec2;
using Workbook.Server.Api.Ecr;
using Workbook.Server.Api.EcrPublic;
using Workbook.Server.Api.Ecs;
using Workbook.Server.Api.Elb;
using Workbook.Server.Api.Elbv2;
using Workbook.Server.ApplicationAutoScaling;
using Workbook.Server.AutoScaling;
using Workbook.Server.CloudWatch;
using Workbook.Server.CloudWatchLogs;
using Workbook.Server.Ec2;
using Workbook.Server.Ecr;
using Workbook.Server.EcrPublic;
using Workbook.Server.Ecs;
using Workbook.Server.Elb;
using Workbook.Server.Elbv2;
using Workbook.Server.LoadBalancing;
using Workbook.Server.LoadBalancing.Metrics;
using Workbook.Server.Metadata;
using Workbook.Server.Registry;
using Workbook.Server.Sessions;
using Workbook.Server.Wire;

namespace Workbook.Server;

/// <summary>
/// The whole of it in one object: an AWS endpoint on one port of this machine with an engine behind it.
/// <code>await using var aws = await LocalAws.StartAsync();</code>
/// </summary>
public sealed class LocalAws : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly LoadBalancers _balancers;

    private LocalAws(WebApplication web, EcsEngine engine, LoadBalancers balancers, Uri endpoint)
    {
        _web = web;
        _balancers = balancers;
        Engine = engine;
        Endpoint = endpoint;
    }

    /// <summary>What to give clients as their endpoint, such as <c>http://127.0.0.1:4566</c>.</summary>
    public Uri Endpoint { get; }

    public EcsEngine Engine { get; }

    /// <summary>How load balancers reach their targets.</summary>
    internal ITargetNetwork Targets => _balancers.Network;

    /// <summary>What carries the traffic of Application Load Balancers; tells where their listeners can be reached.</summary>
    public Balancer Balancer => _balancers.Applications;

    /// <summary>The listeners of all load balancers, and where they can be reached.</summary>
    public IReadOnlyList<ListenerStatus> Listeners => _balancers.Listeners;

    /// <summary>Starts an engine and serves it.</summary>
    /// <exception cref="IOException">The port or the data folder cannot be used; the message says why and what to do.</exception>
    public static async Task<LocalAws> StartAsync(LocalAwsOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        var secret = new RegistrySecret(options.Engine.DataFolder);
        // A port of one's choice is known before anything listens there, and so to tasks of an earlier engine.
        var registry = new ServedRegistry(secret) { Port = options.Port == 0 ? null : options.Port };
        var engine = await StartEngineAsync(options.Engine with { Registry = registry }, cancellation);
        LoadBalancers? balancers = null;
        try
        {
            balancers = await LoadBalancers.StartAsync(options, engine);
            engine.Tell(RequestMetrics.Of(balancers.Applications));
            var web = Build(options, engine, balancers, secret);
            await StartAsync(web, options, cancellation);
            var address = web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
            var endpoint = new Uri(address);
            registry.Port = endpoint.Port;
            return new(web, engine, balancers, endpoint);
        }
        catch
        {
            if (balancers is not null) await balancers.DisposeAsync();
            await engine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops listening, lets requests under way end, and closes the data folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
        await _balancers.DisposeAsync();
        await Engine.DisposeAsync();
    }

    /// <summary>Real containers are told where they are; simulated ones have nobody to ask.</summary>
    private static async Task<EcsEngine> StartEngineAsync(EngineOptions options, CancellationToken cancellation)
    {
        if (options.Docker is null) return await EcsEngine.StartAsync(options, cancellation);
        var memory = new AgentMemory(options.DataFolder);
        var agent = new MetadataEndpoint(memory.Secret, memory.Port);
        var engine = await EcsEngine.StartAsync(options with { Agent = agent }, cancellation);
        if (agent.Port is { } port && port != memory.Port) memory.Remember(port);
        return engine;
    }

    private static WebApplication Build(LocalAwsOptions options, EcsEngine engine, LoadBalancers balancers, RegistrySecret secret)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning)
            // A start that fails is told to the caller, in one sentence instead of a stack trace.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(options.Address, options.Port);
        });
        var web = builder.Build();
        var sessions = new SessionRegistry(options.Engine.Machine);
        var registry = new RegistryEndpoint(engine, secret, web.Services.GetRequiredService<ILogger<RegistryEndpoint>>());
        var channels = new SessionEndpoint(
            engine, sessions, options.Engine.Machine, web.Services.GetRequiredService<ILogger<SessionEndpoint>>(), web.Lifetime.ApplicationStopping);
        var layers = new LayerDownloads(engine.Blobs, engine.Clock, secret);
        var admin = new AdminSurface(engine, balancers, options.AdminToken);
        var aws = new AwsEndpoint(
            Services(engine, sessions, secret),
            Ids.NewRequestId,
            web.Services.GetRequiredService<ILogger<AwsEndpoint>>());
        // Before anything else: a load balancer's clients may ask for any path.
        web.Use((http, next) => balancers.Applications.TryHandle(http) ?? next(http));
        web.UseWebSockets();
        web.Run(http => http.Request.Path.StartsWithSegments(AdminSurface.Root, out var rest) ? admin.HandleAsync(http, rest)
            : http.Request.Path.StartsWithSegments(RegistryEndpoint.Root, out rest) ? registry.HandleAsync(http, rest)
            : http.WebSockets.IsWebSocketRequest && http.Request.Path.StartsWithSegments(SessionEndpoint.Root, out rest) ? channels.HandleAsync(http, rest)
            : http.Request.Path.StartsWithSegments(LayerDownloads.Root, out rest) ? layers.HandleAsync(http, rest)
            : aws.HandleAsync(http));
        return web;
    }

    // One line for each service.
    private static IServiceBinding[] Services(EcsEngine engine, SessionRegistry sessions, RegistrySecret secret) =>
    [
        new ApplicationAutoScalingBinding(new ApplicationAutoScalingApi(engine.Store, engine.Clock.Stimulate, engine.Ids)),
        new AutoScalingBinding(new AutoScalingApi(engine.Store, engine.Clock.Stimulate, engine.Ids)),
        new CloudWatchBinding(new CloudWatchApi(engine.Store, engine.Metrics, engine.Clock)),
        new CloudWatchLogsBinding(new CloudWatchLogsApi(engine.Logs, engine.Subscriptions, engine.Store, engine.Clock.Stimulate)),
        new Ec2Binding(new Ec2Api(engine.Store, engine.Clock.Stimulate, engine.Ids)),
        new EcrBinding(new EcrApi(engine.Store, engine.Blobs, engine.Clock.Stimulate, secret, new PolicyImageAccess(engine.Store))),
        new EcrPublicBinding(new EcrPublicApi(engine.Store, engine.Clock.Stimulate, secret)),
        new EcsBinding(new EcsApi(engine.Store, engine.Clock.Stimulate, engine.Ids, sessions)),
        new ElbBinding(new ElbApi(engine.Store, engine.Clock.Stimulate)),
        new Elbv2Binding(new Elbv2Api(engine.Store, engine.Clock.Stimulate, engine.Ids)),
    ];

    private static async Task StartAsync(WebApplication web, LocalAwsOptions options, CancellationToken cancellation)
    {
        try
        {
            await web.StartAsync(cancellation);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw new IOException($"Port {options.Port} of {options.Address} is in use. Stop what listens there, or choose another one with --port.", error);
        }
        catch (SocketException error)
        {
            throw new IOException($"Cannot listen on {new IPEndPoint(options.Address, options.Port)}: {error.Message}", error);
        }
    }
}
