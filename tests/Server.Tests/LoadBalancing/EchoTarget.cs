using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Workbook.Server.Tests.LoadBalancing;

/// <summary>A real server that tells what it was asked: its name, method, URL and headers, one on each line; and it echoes what is posted to /echo.</summary>
internal sealed class EchoTarget : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly string _name;
    private int _requests;

    private EchoTarget(string name, WebApplication web) => (_name, _web) = (name, web);

    public int Port { get; private set; }

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Answers to /wait are held back until then.</summary>
    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed when somebody asked for /wait.</summary>
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<EchoTarget> StartAsync(string name = "one", HttpProtocols protocols = HttpProtocols.Http1, bool isTls = false)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            if (isTls) listen.UseHttps(SelfSigned());
        }));
        var target = new EchoTarget(name, builder.Build());
        target._web.UseWebSockets();
        target._web.Run(target.AnswerAsync);
        await target._web.StartAsync();
        target.Port = new Uri(target._web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port;
        return target;
    }

    public ValueTask DisposeAsync()
    {
        Waiting.TrySetResult();
        return _web.DisposeAsync();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=nobody", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        Interlocked.Increment(ref _requests);
        switch (http.Request.Path.Value)
        {
            case "/socket":
                using (var socket = await http.WebSockets.AcceptWebSocketAsync()) await EchoAsync(socket);
                break;
            case "/echo":
                http.Response.ContentType = http.Request.ContentType;
                await http.Request.Body.CopyToAsync(http.Response.Body);
                break;
            case "/grpc":
                http.Response.ContentType = "application/grpc";
                await http.Request.Body.CopyToAsync(http.Response.Body);
                http.Response.AppendTrailer("grpc-status", "0");
                break;
            case "/wait":
                Asked.TrySetResult();
                await Waiting.Task;
                await http.Response.WriteAsync(_name);
                break;
            case "/login":
                http.Response.Cookies.Append("session", "abc");
                await http.Response.WriteAsync(_name);
                break;
            default:
                await http.Response.WriteAsync($"{_name}\n{http.Request.Method} {http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget} {http.Request.Protocol}\n");
                foreach (var (name, value) in http.Request.Headers) await http.Response.WriteAsync($"{name}: {value}\n");
                break;
        }
    }

    private static async Task EchoAsync(WebSocket socket)
    {
        var buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer, default) is { MessageType: not WebSocketMessageType.Close } read)
            await socket.SendAsync(buffer.AsMemory(0, read.Count), read.MessageType, read.EndOfMessage, default);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
    }
}
