using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Workbook.Server.Tests.BadInput;

/// <summary>What is wrong before the body is looked at: target, signature, size, encoding, framing.</summary>
internal sealed class HttpTests : BadInputFixture
{
    private const string Body = """{"clusterName":"never"}""";
    private const string Incomplete = "IncompleteSignatureException", Invalid = "InvalidSignatureException";

    [TestCase("AmazonEC2ContainerServiceV20141113.CreateCoffee")]
    [TestCase("AmazonEC2ContainerServiceV20141113.createcluster")]
    [TestCase("AmazonEC2ContainerServiceV20141113.")]
    [TestCase("AmazonEC2ContainerServiceV20141113..CreateCluster")]
    [TestCase("AmazonEC2ContainerServiceV20141113/CreateCluster")]
    [TestCase("amazonec2containerservicev20141113.CreateCluster")]
    [TestCase("CreateCluster")]
    [TestCase(".")]
    [TestCase("../../CreateCluster")]
    public Task UnknownTarget(string target) => RefusedAsync(() => SendAsync(With(request => Header(request, "X-Amz-Target", target))), "UnknownOperationException");

    [Test]
    public async Task TargetThatIsMissingTwiceOrLong()
    {
        await RefusedAsync(() => SendAsync(With(request => request.Headers.Remove("X-Amz-Target"))), "UnknownOperationException");
        await RefusedAsync(() => SendAsync(With(request => request.Headers.TryAddWithoutValidation("X-Amz-Target", $"{Target}.ListClusters"))), "UnknownOperationException");
        await RefusedAsync(() => SendAsync(With(request => Header(request, "X-Amz-Target", Target + "." + new string('x', 10_000)))), "UnknownOperationException");
        await RefusedAsync(() => SendAsync(With(request => request.Method = HttpMethod.Put)), "UnknownOperationException");
    }

    [TestCase(null, "MissingAuthenticationTokenException")]
    [TestCase("Basic dXNlcjpwYXNz", Incomplete)]
    [TestCase("Bearer token", Incomplete)]
    [TestCase("AWS4-HMAC-SHA256", Incomplete)]
    [TestCase("AWS4-HMAC-SHA256 ", Incomplete)]
    [TestCase("AWS4-HMAC-SHA256 Credential", Incomplete)]
    [TestCase("AWS4-HMAC-SHA256 Credential=", Incomplete)]
    [TestCase("AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c", Incomplete)]
    [TestCase("AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/ecs/aws4_request, SignedHeaders=b", Incomplete)]
    [TestCase("AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/ecs/aws4_request, Signature=b", Incomplete)]
    [TestCase("AWS4-HMAC-SHA256 Credential=a/b/c/d/e/f/g, SignedHeaders=b, Signature=c", Incomplete)]
    [TestCase("AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/ecs/aws5_request, SignedHeaders=b, Signature=c", Invalid)]
    [TestCase("AWS4-HMAC-SHA256 Credential=a/yesterday/us-east-1/ecs/aws4_request, SignedHeaders=b, Signature=c", Invalid)]
    [TestCase("AWS4-HMAC-SHA256 Credential=a/20260101/../ecs/aws4_request, SignedHeaders=b, Signature=c", Invalid)]
    [TestCase("AWS4-HMAC-SHA256 Credential=a/20260101//ecs/aws4_request, SignedHeaders=b, Signature=c", Invalid)]
    [TestCase("AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request, SignedHeaders=b, Signature=c", Invalid)]
    [TestCase("AWS4-HMAC-SHA256 Credential=a b/20260101/us-east-1/ecs/aws4_request, SignedHeaders=b, Signature=c", "UnrecognizedClientException")]
    [TestCase("AWS4-HMAC-SHA256 Credential=/20260101/us-east-1/ecs/aws4_request, SignedHeaders=b, Signature=c", "UnrecognizedClientException")]
    [TestCase("AWS5-NONE Credential=a/20260101/us-east-1/ecs/aws4_request, SignedHeaders=b, Signature=c", Incomplete)]
    [TestCase("AWS4-HMAC-SHA256=Credential=a/20260101/us-east-1/ecs/aws4_request, SignedHeaders=b, Signature=c", Incomplete)]
    [TestCase(",,,,====", Incomplete)]
    public async Task Signatures(string? signature, string code)
    {
        await RefusedAsync(() => SendAsync(Request("CreateCluster", Encoding.UTF8.GetBytes(Body), signature)), code);
        Aws.Engine.Store.Scopes.Should().Equal(Scope);
    }

    [Test]
    public async Task LongSignatures()
    {
        // 8,193 to about 30,000 characters reach the endpoint; the server itself refuses more.
        await RefusedAsync(() => SendAsync(Request("CreateCluster", Encoding.UTF8.GetBytes(Body), "AWS4-HMAC-SHA256 " + new string('a', 20_000))), Incomplete);
        var longest = await SendAsync(Request("CreateCluster", Encoding.UTF8.GetBytes(Body), "AWS4-HMAC-SHA256 " + new string('a', 100_000)));
        longest.Status.Should().Be(431);
        await RefusedAsync(() => SendAsync(With(request => request.Headers.Remove("X-Amz-Date"))), Incomplete);
    }

    [Test]
    public async Task OversizedBodies()
    {
        var body = new byte[1024 * 1024 + 1];
        body.AsSpan().Fill((byte)' ');
        await RefusedAsync(() => SendAsync(Request("CreateCluster", body)), "RequestEntityTooLargeException", 413);
        var chunked = Request("CreateCluster", body);
        chunked.Headers.TransferEncodingChunked = true;
        await RefusedAsync(() => SendAsync(chunked), "RequestEntityTooLargeException", 413);
        await RefusedAsync(() => SendAsync(Request("CreateCluster", new byte[20_000_000])), "RequestEntityTooLargeException", 413);
    }

    [Test]
    public async Task BodiesThatOnlySayThatTheyAreCompressed()
    {
        var request = Request("CreateCluster", Encoding.UTF8.GetBytes(Body));
        request.Content!.Headers.ContentEncoding.Add("gzip");
        await RefusedAsync(() => SendAsync(request), "SerializationException");
    }

    [Test]
    public async Task ChunkedBodies()
    {
        var request = Request("ListClusters", "{}"u8.ToArray());
        request.Headers.TransferEncodingChunked = true;
        (await SendAsync(request)).Status.Should().Be(200);
    }

    [Test]
    public async Task OtherContentTypes()
    {
        foreach (var type in new[] { "text/plain", "application/json", "application/x-amz-json-1.0", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/x-amz-json-1.1; charset=utf-16" })
        {
            var request = Request("ListClusters", "{}"u8.ToArray());
            request.Content!.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            (await SendAsync(request)).Status.Should().Be(200, type);
        }
    }

    [TestCase("Content-Length: -1\r\n\r\n{}")]
    [TestCase("Content-Length: 2x\r\n\r\n{}")]
    [TestCase("Content-Length: 99999999999999999999999\r\n\r\n{}")]
    [TestCase("Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")]
    [TestCase("Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n")]
    [TestCase("Transfer-Encoding: gzip\r\n\r\n{}")]
    public async Task BrokenFraming(string rest)
    {
        var before = World;
        (await AnswerToAsync(rest, givesUp: false)).Should().StartWith("HTTP/1.1 400 ");
        World.Should().BeSameAs(before);
    }

    [TestCase("Content-Length: 100\r\n\r\n{\"clusterName\":\"never\"}")]
    [TestCase("Transfer-Encoding: chunked\r\n\r\n10\r\n{\"clusterName\":")]
    public async Task ABodyThatBreaksOff(string rest)
    {
        var before = World;
        // Nobody is there any more to read an answer; there may be one.
        var answer = await AnswerToAsync(rest, givesUp: true);
        if (answer.Length > 0) answer.Should().StartWith("HTTP/1.1 400 ");
        World.Should().BeSameAs(before);
    }

    private async Task<string> AnswerToAsync(string rest, bool givesUp)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, Aws.Endpoint.Port);
        await using var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Amz-Target: {Target}.CreateCluster\r\nX-Amz-Date: x\r\nAuthorization: {Signature}\r\n{rest}"));
        if (givesUp) tcp.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        try
        {
            return await reader.ReadToEndAsync();
        }
        catch (IOException) when (givesUp)
        {
            return "";
        }
    }

    [Test]
    public async Task ASlowBodyIsWaitedFor()
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, Aws.Endpoint.Port);
        await using var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\nX-Amz-Target: {Target}.ListClusters\r\nX-Amz-Date: x\r\nAuthorization: {Signature}\r\n\r\n"));
        await stream.WriteAsync("{"u8.ToArray());
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        (await SendAsync("ListClusters", "{}")).Status.Should().Be(200, "others are not held up by it");
        await stream.WriteAsync("}"u8.ToArray());
        using var reader = new StreamReader(stream);
        (await reader.ReadToEndAsync()).Should().StartWith("HTTP/1.1 200 ");
    }

    private static HttpRequestMessage With(Action<HttpRequestMessage> change)
    {
        var request = Request("CreateCluster", Encoding.UTF8.GetBytes(Body));
        change(request);
        return request;
    }

    private static void Header(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }
}
