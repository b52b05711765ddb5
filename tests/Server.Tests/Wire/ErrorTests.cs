using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Workbook.Server.Wire;
using Workbook.Shapes;

namespace Workbook.Server.Tests.Wire;

internal sealed class ErrorTests
{
    private Http _http = null!;

    [OneTimeSetUp]
    public async Task Start() => _http = await Http.StartAsync(new FakeEcs());

    [OneTimeTearDown]
    public async Task Stop() => await _http.DisposeAsync();

    [Test]
    public async Task AnErrorOfTheServiceKeepsItsCodeAndMessage()
    {
        var answer = await _http.CallAsync("DeleteCluster", "{\"cluster\":\"c\"}");
        answer.Status.Should().Be(400);
        answer.Body.Should().Be("{\"__type\":\"ClusterNotFoundException\",\"message\":\"Cluster not found.\"}");
        answer.Headers["x-amzn-ErrorType"].Should().Be("ClusterNotFoundException");
        answer.Headers["Content-Type"].Should().Be("application/x-amz-json-1.1");
        answer.Headers["Content-Length"].Should().Be("68");
        answer.Headers.Should().ContainKey("x-amzn-RequestId").And.NotContainKey("x-amzn-query-error");

        (await _http.CallAsync("UpdateCluster", "{\"cluster\":\"c\"}")).Message.Should().Be("“quoted” \\ <&>");
    }

    [Test]
    public async Task AFaultIsLoggedAndSaysNothingOfItself()
    {
        var answer = await _http.CallAsync("ListClusters", "{}");
        answer.Status.Should().Be(500);
        answer.Code.Should().Be("InternalFailure");
        answer.Body.Should().NotContain("a fault");
        _http.Log.Lines.Should().ContainSingle().Which.Should().StartWith("Error: ECS.ListClusters failed; request ").And.EndWith("a fault");
    }

    [Test]
    public async Task QueryModeErrorsCarryTheCodeInAHeader()
    {
        var request = Http.Request("DeleteCluster", "{\"cluster\":\"c\"}"u8.ToArray());
        request.Headers.Add("x-amzn-query-mode", "true");
        (await _http.SendAsync(request)).Headers["x-amzn-query-error"].Should().Be("ClusterNotFoundException;Sender");
    }

    [Test]
    public async Task ABrowserGetsAwssAnswer()
    {
        foreach (var (method, path) in new[] { (HttpMethod.Get, "/"), (HttpMethod.Get, "/favicon.ico"), (HttpMethod.Post, "/"), (HttpMethod.Put, "/x"), (HttpMethod.Options, "/") })
        {
            var answer = await _http.SendAsync(new HttpRequestMessage(method, path));
            answer.Status.Should().Be(404);
            answer.Body.Should().Be("<UnknownOperationException/>\n");
        }
        (await _http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/"))).Body.Should().BeEmpty();
    }

    [Test]
    public async Task UnknownTargets()
    {
        foreach (var target in new[] { "AmazonEC2ContainerServiceV20141113.MakeCoffee", "AmazonEC2ContainerServiceV20141113.", "Nobody.CreateCluster", "CreateCluster", ".", "AmazonEC2ContainerServiceV20141113", "a.b.c" })
        {
            var request = Http.Request("x", []);
            request.Headers.Remove("X-Amz-Target");
            request.Headers.Add("X-Amz-Target", target);
            var answer = await _http.SendAsync(request);
            (answer.Status, answer.Code).Should().Be((400, "UnknownOperationException"), target);
        }
        var get = Http.Request("CreateCluster", []);
        get.Method = HttpMethod.Get;
        (await _http.SendAsync(get)).Code.Should().Be("UnknownOperationException");
    }

    [Test]
    public async Task UnsignedAndWronglyScoped()
    {
        (await _http.SendAsync(Http.Request("CreateCluster", [], authorization: null))).Code.Should().Be("MissingAuthenticationTokenException");
        var other = await _http.SendAsync(Http.Request("CreateCluster", [], Http.Signed.Replace("/ecs/", "/ecr/", StringComparison.Ordinal)));
        (other.Status, other.Code, other.Message).Should().Be((400, "InvalidSignatureException", "Credential should be scoped to correct service: 'ecs'. "));
    }

    [Test]
    public async Task ProtocolsToComeAnswerInTheirOwnForm()
    {
        var form = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new FormUrlEncodedContent([new("Action", "DescribeLoadBalancers"), new("Version", "2015-12-01")]) };
        Sign(form);
        var xml = await _http.SendAsync(form);
        xml.Status.Should().Be(400);
        xml.Headers["Content-Type"].Should().Be("text/xml");
        xml.Body.Should().Contain("<ErrorResponse><Error><Type>Sender</Type><Code>UnsupportedProtocolException</Code>").And.Contain(xml.Headers["x-amzn-RequestId"]);

        var rpc = new HttpRequestMessage(HttpMethod.Post, "/service/GraniteServiceVersion20100801/operation/ListMetrics");
        rpc.Headers.Add("smithy-protocol", "rpc-v2-cbor");
        Sign(rpc);
        var cbor = await _http.SendAsync(rpc);
        cbor.Status.Should().Be(400);
        cbor.Headers["smithy-protocol"].Should().Be("rpc-v2-cbor");
        cbor.Headers["Content-Type"].Should().Be("application/cbor");

        var s3 = new HttpRequestMessage(HttpMethod.Get, "/bucket/key");
        Sign(s3);
        (await _http.SendAsync(s3)).Body.Should().Contain("<Error><Code>UnsupportedProtocolException</Code>");
    }

    [TestCase("RestJson", "{\"message\":\"a \\u0001 < b\"}")]
    [TestCase("Ec2", "<Response><Errors><Error><Code>C</Code><Message>a ? &lt; b</Message></Error></Errors><RequestID>id</RequestID></Response>")]
    public void Rendering(string protocol, string expected)
    {
        using var body = WireBuffer.Rent();
        ErrorResponse.Write(new DefaultHttpContext(), Enum.Parse<WireProtocol>(protocol), "1.1", "id", new ErrorNames("C", "C"), new ApiException("C", 400, "a \u0001 < b"), body);
        Encoding.UTF8.GetString(body.Written().Span).Should().Contain(expected);
    }

    [Test]
    public async Task ABodyTooLargeIsRefusedBeforeItIsRead()
    {
        // Announced: answered although not one byte of it was sent.
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _http.Client.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: {Http.Target}.CreateCluster\r\nX-Amz-Date: x\r\nAuthorization: {Http.Signed}\r\nContent-Length: 1048577\r\n\r\n"));
        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync()).Should().StartWith("HTTP/1.1 413 ");
        string? line;
        do line = await reader.ReadLineAsync();
        while (!string.IsNullOrEmpty(line));
        var body = new char[100];
        await reader.ReadBlockAsync(body);
        new string(body).Should().StartWith("{\"__type\":\"RequestEntityTooLargeException\"");

        // Not announced: chunked.
        var request = Http.Request("CreateCluster", new byte[RequestBody.Limit + 1]);
        request.Headers.TransferEncodingChunked = true;
        (await _http.SendAsync(request)).Status.Should().Be(413);

        // The largest that is read, in many segments.
        var padded = Encoding.UTF8.GetBytes("{\"clusterName\":\"big\"}".PadRight(RequestBody.Limit));
        (await _http.CallAsync("CreateCluster", padded)).Status.Should().Be(200);
    }

    private static void Sign(HttpRequestMessage request)
    {
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        request.Headers.TryAddWithoutValidation("Authorization", Http.Signed);
    }
}
