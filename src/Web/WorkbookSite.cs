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
using Workbook.Learning.Grading;
using Workbook.Web.Access;
using Workbook.Web.Assets;
using Workbook.Web.Cluster;
using Workbook.Web.Exercises;
using Workbook.Web.Lessons;
using Workbook.Web.Pages;

namespace Workbook.Web;

/// <summary>
/// The course in the browser, on a port of loopback. Only who has the token gets in.
/// <code>await using var site = await WorkbookSite.StartAsync(options);</code>
/// </summary>
public sealed class WorkbookSite : IAsyncDisposable
{
    private const int LargestBody = 1024 * 1024;
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

    /// <summary>Starts a site.</summary>
    /// <exception cref="IOException">The port cannot be used; the message says why and what to do.</exception>
    /// <exception cref="CatalogException">The course is not in order.</exception>
    public static async Task<WorkbookSite> StartAsync(SiteOptions options, CancellationToken cancellation = default)
    {
        var token = new SiteToken();
        var web = Build(options);
        web.Use(new SiteGuard(token).InvokeAsync);
        var parts = Map(web, options);
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
        var address = new Uri(web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        return new(web, parts, new Uri(address, $"/?token={token.Text}"));
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
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        var web = builder.Build();
        web.UseWebSockets();
        return web;
    }

    // Everything that the site shows, and what of it has to be ended.
    private static IReadOnlyList<IAsyncDisposable> Map(WebApplication web, SiteOptions options)
    {
        var catalog = ExerciseCatalog.Load(options.CourseRoot);
        var shelf = new LessonShelf(options.CourseRoot);
        var rooms = new LessonRooms(shelf, options.Kernel, options.Aws.Engine.ResetAsync, TimeProvider.System);
        var desk = new ExerciseDesk(options.CourseRoot);
        var checks = new ExerciseChecks(options, desk);
        new LessonRoutes(shelf, rooms, lesson => ExercisePage.Section([.. catalog.Exercises.Where(exercise => exercise.Lesson.Folder == lesson.Name)], LearnerProgress.Load(options.CourseRoot)), TimeProvider.System, web.Lifetime.ApplicationStopping).Map(web);
        new ExerciseRoutes(catalog, desk, checks, options.CourseRoot).Map(web);
        var cluster = new ClusterRoutes(options.Aws, TimeProvider.System);
        cluster.Map(web, web.Lifetime.ApplicationStopping);
        web.MapGet("/", http => PageFrame.WriteAsync(http, StartPage.Html(shelf, catalog, LearnerProgress.Load(options.CourseRoot), options.Aws.Endpoint)));
        web.MapGet("/assets/{name}", SiteAssets.WriteAsync);
        web.MapGet($"{EditorFiles.Root}/{{**path}}", EditorFiles.WriteAsync);
        web.MapFallback(http =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return NoticePage.WriteAsync(http, "There is no such page", "Go back, or <a href=\"/\">to the table of contents</a>.");
        });
        return [rooms, checks, cluster];
    }
}
