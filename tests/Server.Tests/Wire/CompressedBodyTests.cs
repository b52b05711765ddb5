using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Workbook.Server.Wire;
using Workbook.Server.Zoo;

namespace Workbook.Server.Tests.Wire;

/// <summary>Clients compress larger bodies where the API allows it.</summary>
internal sealed class CompressedBodyTests
{
    private readonly ZooApi _zoo = new();
    private Http _http = null!;

    [OneTimeSetUp]
    public async Task Start() => _http = await Http.StartAsync(new ZooBinding(_zoo));

    [OneTimeTearDown]
    public async Task Stop() => await _http.DisposeAsync();

    [Test]
    public async Task A_compressed_body_is_read()
    {
        (await SendAsync(Gzip("{\"Name\":\"bear\"}"u8))).Status.Should().Be(200);
        (await SendAsync(Gzip("Action=FeedAnimal&Version=2011-02-03&Name=bear"u8), "application/x-www-form-urlencoded")).Status.Should().Be(200);
        _zoo.Requests.Should().AllBeEquivalentTo(new Workbook.Shapes.Zoo.FeedAnimalRequest { Name = "bear" }).And.HaveCount(2);
    }

    [Test]
    public async Task What_is_no_gzip_is_refused()
    {
        var answer = await SendAsync(Encoding.UTF8.GetBytes("{\"Name\":\"bear\"}"));
        (answer.Status, answer.Code, answer.Message).Should().Be((400, "SerializationException", "The request body is not valid gzip."));
    }

    [Test]
    public async Task A_bomb_is_not_unpacked()
    {
        var answer = await SendAsync(Gzip(new byte[20 * RequestBody.Limit]));
        (answer.Status, answer.Code).Should().Be((413, "RequestEntityTooLargeException"));
    }

    private static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(bytes);
        return packed.ToArray();
    }

    private Task<Answer> SendAsync(byte[] body, string type = "application/x-amz-json-1.0")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Content.Headers.ContentEncoding.Add("gzip");
        if (type.EndsWith("1.0", StringComparison.Ordinal)) request.Headers.Add("X-Amz-Target", "ZooKeeping20110203.FeedAnimal");
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        request.Headers.TryAddWithoutValidation("Authorization", Http.Signed.Replace("/ecs/", "/zoo/", StringComparison.Ordinal));
        return _http.SendAsync(request);
    }
}
