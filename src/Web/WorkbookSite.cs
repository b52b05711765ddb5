using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workbook.Learning.Exercises;
using Workbook.Web.Access;
using Workbook.Web.Assets;
using Workbook.Web.Cluster;
using Workbook.Web.Exercises;
using Workbook.Web.Lessons;
using Workbook.Web.Pages;
using Workbook.Web.Seats;
using Workbook.Web.Workshops;

namespace Workbook.Web;

/// <summary>
/// The course in the browser, on a port of loopback. Only who has the token gets in.
/// <code>await using var site = await WorkbookSite.StartAsync(options);</code>
/// </summary>
public sealed class WorkbookSite : IAsyncDisposable
{
    private const int LargestBody = 1024 * 1024;
    private const int KernelsKept = 3;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly WebApplication _web;
    private readonly IReadOnlyList<IAsyncDisposable> _parts;

    private WorkbookSite(WebApplication web, IReadOnlyList<IAsyncDisposable> parts, Uri address)
    {
        _web = web;
        _parts = parts;
        Address = address;
    }

    /// <summary>What to open, with the token in it: <c>http://127.0.0.1:4570/?token=…</c>.</summary>
    public Uri Address { get; }

    /// <summary>What learners of a workshop need to join; null: it is no workshop.</summary>
    public WorkshopDoor? Joining { get; private init; }

    /// <summary>Starts a site.</summary>
    /// <exception cref="IOException">The port cannot be used; the message says why and what to do.</exception>
    /// <exception cref="CatalogException">The course is not in order.</exception>
    public static async Task<WorkbookSite> StartAsync(SiteOptions options, CancellationToken cancellation = default)
    {
        var catalog = ExerciseCatalog.Load(options.CourseRoot);
        var web = Build(options);
        var token = new SiteToken();
        var stubs = new ExerciseStubs(options.CourseRoot);
        var folders = SeatFolders.OfCheckout(options.CourseRoot);
        var owner = new Seat(folders, new(folders), options.Aws, new(options.Kernel, KernelsKept), stubs, TimeProvider.System);
        var workshop = options.Workshop is { } wanted ? new Workshop(wanted, token, owner, stubs, TimeProvider.System) : null;
        var checks = new ExerciseChecks(options.Grader);
        web.Use(new SiteGuard(new(ListenAt(options), options.Workshop?.PublicAddress), (IAdmission?)workshop ?? new OwnerAdmission(token, owner)).InvokeAsync);
        Map(web, options, catalog, checks, workshop);
        IReadOnlyList<IAsyncDisposable> parts = workshop is null ? [owner, checks] : [owner, checks, workshop];
        try
        {
            await web.StartAsync(cancellation);
        }
        catch (Exception error)
        {
            await EndAsync(web, parts);
            if (InWords(error, options.Port) is { } words) throw new IOException(words, error);
            throw;
        }
        // Who listens on all addresses of the machine is reached on loopback.
        var host = ListenAt(options) is var listen && listen.Equals(IPAddress.Any) ? IPAddress.Loopback : listen;
        return new(web, parts, new Uri($"http://{host}:{PortOf(web)}/?token={token.Text}"))
        {
            Joining = workshop is null ? null : new(workshop.Code.Text, AddressesOf(web, options)),
        };
    }

    /// <summary>Stops answering and ends the kernels of all lessons; the engine goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await EndAsync(_web, _parts);
    }

    private static async Task EndAsync(WebApplication web, IReadOnlyList<IAsyncDisposable> parts)
    {
        await web.DisposeAsync();
        foreach (var part in parts) await part.DisposeAsync();
    }

    private static string? InWords(Exception error, int port) => error switch
    {
        IOException { InnerException: AddressInUseException } =>
            $"Port {port} of this machine is in use. Perhaps the workbook is open already; else choose another one with --port, or any free one with --port 0.",
        SocketException => $"Cannot listen on port {port}: {error.Message} Choose another one with --port.",
        _ => null,
    };

    private static WebApplication Build(SiteOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning)
            // A start that fails is told to the caller, in one sentence instead of a stack trace.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Farewell);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(ListenAt(options), options.Port);
        });
        var web = builder.Build();
        web.UseWebSockets();
        return web;
    }

    private static IPAddress ListenAt(SiteOptions options) => options.Workshop?.Listen ?? IPAddress.Loopback;

    private static IReadOnlyList<Uri> AddressesOf(WebApplication web, SiteOptions options) =>
        options.Workshop?.PublicAddress is { } address ? [new(address, "/join")] : JoinAddresses.Of(ListenAt(options), PortOf(web));

    private static int PortOf(WebApplication web) => new Uri(web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port;

    private static void Map(WebApplication web, SiteOptions options, ExerciseCatalog catalog, ExerciseChecks checks, Workshop? workshop)
    {
        var stopping = web.Lifetime.ApplicationStopping;
        new LessonRoutes(catalog, TimeProvider.System, stopping).Map(web);
        new ExerciseRoutes(catalog, checks).Map(web);
        ClusterRoutes.Map(web, stopping);
        if (workshop is not null) new WorkshopRoutes(workshop, catalog, TimeProvider.System, stopping).Map(web, () => AddressesOf(web, options));
        web.MapGet("/", http => PageFrame.WriteAsync(http, StartPage.Of(http.Visitor(), catalog)));
        web.MapGet("/assets/{name}", SiteAssets.WriteAsync);
        web.MapGet($"{EditorFiles.Root}/{{**path}}", EditorFiles.WriteAsync);
        web.MapFallback(http =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return NoticePage.WriteAsync(http, "There is no such page", "Go back, or <a href=\"/\">to the table of contents</a>.");
        });
    }
}
