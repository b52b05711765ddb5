using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Docker.DotNet.X509;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Workbook.Sdk.Tests;

/// <summary>How the Docker client connects; no Docker Engine is needed.</summary>
public sealed class DockerConnectionTests
{
    [Test]
    public async Task A_socket_that_does_not_exist_is_no_Engine()
    {
        using var client = To($"unix://{Path.GetTempPath()}{Path.GetRandomFileName()}/docker.sock");

        var ping = () => client.System.PingAsync();

        (await ping.Should().ThrowAsync<HttpRequestException>()).WithInnerException<SocketException>();
    }

    [Test]
    public async Task A_socket_that_nobody_listens_at_is_no_Engine()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        using var client = To($"unix://{path}");

        var start = () => client.Exec.StartContainerExecAsync("some", new ContainerExecStartParameters());

        (await start.Should().ThrowAsync<HttpRequestException>()).WithInnerException<SocketException>().Which.SocketErrorCode.Should().Be(SocketError.ConnectionRefused);
    }

    [Test]
    public async Task A_port_that_nobody_listens_at_is_no_Engine()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        using var client = To($"tcp://127.0.0.1:{port}");

        var ping = () => client.System.PingAsync();

        (await ping.Should().ThrowAsync<HttpRequestException>()).WithInnerException<SocketException>().Which.SocketErrorCode.Should().Be(SocketError.ConnectionRefused);
    }

    [Test]
    public async Task A_named_pipe_is_spoken_to()
    {
        var name = $"workbook-sdk-tests-{Path.GetRandomFileName()}";
        await using var server = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        var answering = AnswerAsync();
        using var client = To($"npipe://./pipe/{name}");

        await client.System.PingAsync();

        (await answering).Should().Be("GET /_ping HTTP/1.1");

        async Task<string?> AnswerAsync()
        {
            await server.WaitForConnectionAsync();
            using var reader = new StreamReader(server, leaveOpen: true);
            var first = await reader.ReadLineAsync();
            while (await reader.ReadLineAsync() is { Length: > 0 })
            {
                // The headers do not matter here.
            }
            await server.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"));
            return first;
        }
    }

    [Test]
    public async Task TLS_is_spoken_with_the_certificates_of_the_docker_command()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var own = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var served = X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pfx), password: null);
        var folder = Directory.CreateTempSubdirectory();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "ca.pem"), own.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "cert.pem"), own.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        string? presented = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(served, https =>
        {
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.AllowAnyClientCertificate();
        })));
        await using var app = builder.Build();
        app.Run(context =>
        {
            presented = context.Connection.ClientCertificate?.Subject;
            return context.Response.WriteAsync("OK");
        });
        await app.StartAsync();
        var endpoint = $"tcp://localhost:{new Uri(app.Urls.First()).Port}";
        using var trusting = new DockerClientBuilder().WithEndpoint(new Uri(endpoint)).WithAuthProvider(DockerTlsCertificates.LoadFromDirectory(folder.FullName).CreateCredentials()).Build();
        using var doubting = new DockerClientBuilder().WithEndpoint(new Uri(endpoint)).WithAuthProvider(new CertificateCredentials(served)).Build();

        await trusting.System.PingAsync();
        var ping = () => doubting.System.PingAsync();

        presented.Should().Be("CN=localhost");
        await ping.Should().ThrowAsync<HttpRequestException>();
        folder.Delete(recursive: true);
    }

    [Test]
    public async Task The_version_and_headers_that_were_asked_for_are_sent()
    {
        await using var endpoint = await Endpoint.StartAsync(new Answer("OK"), new Answer("OK"));
        using var client = new DockerClientBuilder().WithEndpoint(new Uri(endpoint.Url)).WithApiVersion(new Version(1, 44)).WithHeader("X-One", "1").WithHeaders(new Dictionary<string, string> { ["X-Two"] = "2" }).Build();

        await client.System.PingAsync();
        await client.Images.TagImageAsync("host:5000/a b?/c:1", new ImageTagParameters());

        endpoint.All[0].Path.Should().Be("/v1.44/_ping");
        endpoint.All[0].Headers.Should().Contain("X-One", "1").And.Contain("X-Two", "2");
        endpoint.All[1].Path.Should().Be("/v1.44/images/host:5000/a%20b%3F/c:1/tag");
    }

    [Test]
    public async Task Credentials_for_a_registry_go_into_a_header()
    {
        await using var endpoint = await Endpoint.StartAsync(new Answer("{\"status\":\"a\",\"unknown\":1}\n{\"errorDetail\":{\"message\":\"denied\"},\"error\":\"denied\"}\n"));
        using var client = To(endpoint.Url);
        var reports = new Docker.Reports<JSONMessage>();

        await client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = "a", Tag = "b" }, new AuthConfig { Username = "who?", Password = "ÿÿÿ" }, reports);

        var header = endpoint.Last.Headers["X-Registry-Auth"];
        header.Should().NotContainAny("+", "/");
        Encoding.UTF8.GetString(Convert.FromBase64String(header.Replace('-', '+').Replace('_', '/'))).Should().Contain("\"username\":\"who?\"");
        reports.All.Select(message => message.Status ?? message.Error!.Message).Should().Equal("a", "denied");
    }

    [Test]
    public async Task A_newer_Engine_is_not_asked_whether_there_is_a_terminal()
    {
        await using var endpoint = await Endpoint.StartAsync(new Answer("\u0002\0\0\0\0\0\0\u0003err") { ContentType = "application/vnd.docker.multiplexed-stream" });
        using var client = To(endpoint.Url);

        using var log = await client.Containers.GetContainerLogsAsync("some", new ContainerLogsParameters { ShowStderr = true });

        (await log.ReadOutputToEndAsync(CancellationToken.None)).Should().Be(("", "err"));
        endpoint.All.Should().ContainSingle();
    }

    [Test]
    public async Task An_answer_that_does_not_come_is_given_up_but_waiting_is_not()
    {
        await using var endpoint = await Endpoint.StartAsync();
        using var client = new DockerClientBuilder().WithEndpoint(new Uri(endpoint.Url)).WithTimeout(TimeSpan.FromMilliseconds(1)).Build();
        using var cancel = new CancellationTokenSource();

        var ping = () => client.System.PingAsync();
        await ping.Should().ThrowAsync<TaskCanceledException>();

        var waiting = client.Containers.WaitContainerAsync("some", cancel.Token);
        await endpoint.Hanging.Task;
        waiting.IsCompleted.Should().BeFalse();
        await cancel.CancelAsync();
        await waiting.Invoking(task => task).Should().ThrowAsync<TaskCanceledException>();
    }

    private static DockerClient To(string endpoint) => new DockerClientBuilder().WithEndpoint(new Uri(endpoint)).Build();
}
