using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using Docker.DotNet.Handler.Abstractions;

namespace Docker.DotNet;

/// <summary>How connections to an endpoint are opened: a Unix domain socket, a named pipe, or TCP with or without TLS.</summary>
internal sealed class EngineTransport
{
    private readonly IAuthProvider credentials;
    private readonly Func<DnsEndPoint, CancellationToken, ValueTask<Stream>> open;
    private readonly bool isLocal;

    private EngineTransport(Uri address, IAuthProvider credentials, bool isLocal, Func<DnsEndPoint, CancellationToken, ValueTask<Stream>> open)
    {
        Address = address;
        this.credentials = credentials;
        this.isLocal = isLocal;
        this.open = open;
    }

    /// <summary>What requests are addressed to; for sockets and pipes the host is only a name.</summary>
    public Uri Address { get; }

    public static EngineTransport To(ClientOptions options)
    {
        var (endpoint, credentials) = (options.Endpoint, options.AuthProvider);
        switch (endpoint.Scheme)
        {
            case "unix":
                var path = endpoint.LocalPath;
                return new EngineTransport(Named(endpoint.Segments[^1]), credentials, isLocal: true, (_, cancellationToken) => OpenAsync(
                    new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), new UnixDomainSocketEndPoint(path), cancellationToken));
            case "npipe":
                if (credentials.TlsEnabled) throw new NotSupportedException("TLS is not supported over named pipes.");
                if (endpoint.Segments is not [_, "pipe/", var pipe]) throw new ArgumentException($"{endpoint} is not a named pipe.", nameof(options));
                var server = endpoint.Host is "localhost" or "" ? "." : endpoint.Host;
                return new EngineTransport(Named(pipe), credentials, isLocal: true, (_, cancellationToken) => OpenPipeAsync(server, pipe, cancellationToken));
            case "tcp" or "http" or "https":
                var scheme = endpoint.Scheme == "https" || credentials.TlsEnabled ? "https" : "http";
                return new EngineTransport(new UriBuilder(endpoint) { Scheme = scheme }.Uri, credentials, isLocal: false, (host, cancellationToken) => OpenAsync(
                    new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }, host, cancellationToken));
            default:
                throw new NotSupportedException($"The URI scheme '{endpoint.Scheme}' is not supported.");
        }
    }

    /// <summary>A pool of connections; <paramref name="opened"/> sees each as it is opened, before TLS.</summary>
    public HttpMessageInvoker Connect(Action<Stream>? opened = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !isLocal,
            ActivityHeadersPropagator = null,
            // A stream that is closed early (logs that are followed, events) may go on for ever: nothing is gained by reading on.
            ResponseDrainTimeout = TimeSpan.Zero,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var stream = await open(context.DnsEndPoint, cancellationToken);
                opened?.Invoke(stream);
                return stream;
            },
        };
        return new HttpMessageInvoker(credentials.ConfigureHandler(handler));
    }

    private static Uri Named(string name) => new UriBuilder(Uri.UriSchemeHttp, name).Uri;

    private static async ValueTask<Stream> OpenAsync(Socket socket, EndPoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async ValueTask<Stream> OpenPipeAsync(string server, string name, CancellationToken cancellationToken)
    {
        var pipe = new NamedPipeClientStream(server, name, PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            // A pipe that does not exist may be about to: the Engine makes a new instance for each client.
            await pipe.ConnectAsync(TimeSpan.FromMilliseconds(100), cancellationToken);
            return pipe;
        }
        catch
        {
            await pipe.DisposeAsync();
            throw;
        }
    }
}
