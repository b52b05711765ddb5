using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Workbook.Engine;
using Workbook.Engine.Blobs;
using Workbook.Server.Registry.Requests;
using Workbook.Shapes;

namespace Workbook.Server.Registry;

/// <summary>
/// <c>/v2/</c>: the registry that <c>docker</c> and its like push to and pull from, by the OCI distribution specification 1.1.
/// What repositories have is in the Worlds, the bytes are in the engine's blob store.
/// </summary>
internal sealed partial class RegistryEndpoint(EcsEngine engine, RegistrySecret secret, ILogger<RegistryEndpoint> logger)
{
    public const string Root = "/v2";

    private readonly RegistryLogin _login = new(secret, engine.Clock);
    private readonly PolicyImageAccess _access = new(engine.Store);
    private readonly ManifestRequests _manifests = new(engine);
    private readonly BlobRequests _blobs = new(engine);
    private readonly UploadRequests _uploads = new(engine);
    private readonly ListRequests _lists = new(engine);

    /// <param name="http">The request.</param>
    /// <param name="rest">What follows <see cref="Root"/>.</param>
    public async Task HandleAsync(HttpContext http, PathString rest)
    {
        http.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        try
        {
            await ServeAsync(http, rest);
        }
        catch (RegistryError error)
        {
            await RefuseAsync(http, error);
        }
        catch (ApiException error)
        {
            await RefuseAsync(http, RegistryError.Of(error));
        }
        catch (BlobException error)
        {
            await RefuseAsync(http, RegistryError.Of(error));
        }
        catch (BadHttpRequestException error)
        {
            await RefuseAsync(http, RegistryError.UploadInvalid(error.StatusCode, error.Message));
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more to read an answer.
        }
        catch (ConnectionResetException)
        {
            http.Abort();
        }
        catch (Exception error)
        {
            Log.Failed(logger, error, http.Request.Method, http.Request.Path);
            await RefuseAsync(http, new(500, "UNKNOWN", "The registry failed; its log says why."));
        }
    }

    private Task ServeAsync(HttpContext http, PathString rest)
    {
        var (principal, registry) = _login.Read(http.Request);
        if (RegistryRoute.Parse(rest.Value?.TrimStart('/') ?? "") is not { } route) throw RegistryError.NotFound();
        if (route.Name.Length > 0) RepositoryName.Check(route.Name);
        var call = new RegistryCall(http, route, principal, registry, _access);
        return route.Resource switch
        {
            RegistryResource.Version => ListRequests.VersionAsync(call),
            RegistryResource.Catalog => _lists.CatalogAsync(call),
            RegistryResource.Tags => _lists.TagsAsync(call),
            RegistryResource.Referrers => _lists.ReferrersAsync(call),
            RegistryResource.Manifest => _manifests.HandleAsync(call),
            RegistryResource.Blob => _blobs.HandleAsync(call),
            RegistryResource.Uploads => _uploads.BeginAsync(call),
            RegistryResource.Upload => _uploads.HandleAsync(call),
            _ => throw new System.Diagnostics.UnreachableException($"{route.Resource}"),
        };
    }

    private static async Task RefuseAsync(HttpContext http, RegistryError error)
    {
        if (http.Response.HasStarted)
        {
            // Too late to say it: that the answer breaks off is all that the caller will know.
            http.Abort();
            return;
        }
        if (error.Status == StatusCodes.Status401Unauthorized) RegistryLogin.Challenge(http);
        await RegistryCall.AnswerJsonAsync(http, error.Status, new ErrorList([new(error.Code, error.Message, error.Detail)]));
    }

    private static partial class Log
    {
        [LoggerMessage(3, LogLevel.Error, "{Method} {Path} failed.")]
        public static partial void Failed(ILogger logger, Exception error, string method, string path);
    }
}
