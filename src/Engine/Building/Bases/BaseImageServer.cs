using System.Net;
using System.Net.Sockets;
using System.Text;
using Workbook.Orchestration.Images;

namespace Workbook.Engine.Building.Bases;

/// <summary>
/// A registry on this machine, for the time of one build, that has one image to pull. The repositories of the workbook are the
/// learner's, and nothing is to be put there that was not asked for.
/// </summary>
internal sealed class BaseImageServer : IAsyncDisposable
{
    private const int Attempts = 10;

    private readonly HttpListener _listener;
    private readonly BaseImage _image;
    private readonly byte[] _manifest;
    private readonly IReadOnlyDictionary<string, string> _blobs;
    private readonly Task _serving;

    private BaseImageServer(HttpListener listener, int port, BaseImage image)
    {
        _listener = listener;
        _image = image;
        _manifest = image.Manifest;
        _blobs = image.Blobs;
        ImageName = $"localhost:{port}/{image.Name}";
        _serving = ServeAsync();
    }

    /// <summary>What the image is called here.</summary>
    public string ImageName { get; }

    public static BaseImageServer Start(BaseImage image)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var listener = new HttpListener { Prefixes = { $"http://localhost:{port}/" } };
            try
            {
                listener.Start();
                return new(listener, port, image);
            }
            catch (HttpListenerException) when (attempt < Attempts)
            {
                // Somebody else was given the same port.
                listener.Close();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private static int FreePort()
    {
        using var any = new TcpListener(IPAddress.Loopback, 0);
        any.Start();
        return ((IPEndPoint)any.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                _ = AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using var response = context.Response;
            await AnswerAsync(context.Request, response);
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The puller has gone, and says so itself where that matters.
        }
    }

    private async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        var path = request.Url!.AbsolutePath;
        var wanted = path[(path.LastIndexOf('/') + 1)..];
        var digest = Digest.Of(_manifest);
        if (path == "/v2/") await SendAsync(request, response, "application/json", new MemoryStream(Encoding.ASCII.GetBytes("{}")));
        else if (path == $"/v2/{_image.Repository}/manifests/{wanted}" && (wanted == _image.Tag || wanted == digest))
        {
            response.Headers["Docker-Content-Digest"] = digest;
            await SendAsync(request, response, ImageManifest.OciManifest, new MemoryStream(_manifest));
        }
        else if (path == $"/v2/{_image.Repository}/blobs/{wanted}" && _blobs.TryGetValue(wanted, out var file))
            await SendAsync(request, response, "application/octet-stream", File.OpenRead(file));
        else response.StatusCode = (int)HttpStatusCode.NotFound;
    }

    private static async Task SendAsync(HttpListenerRequest request, HttpListenerResponse response, string type, Stream content)
    {
        await using (content)
        {
            response.ContentType = type;
            response.ContentLength64 = content.Length;
            if (request.HttpMethod == "GET") await content.CopyToAsync(response.OutputStream);
        }
    }
}
