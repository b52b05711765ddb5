using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Workbook.Server.Tests.Registry;

/// <summary>Senders who promise and do not keep, and names that lead elsewhere: the right error, and nothing left behind.</summary>
internal sealed class BadUploadTests : RegistryFixture
{
    [TestCase("UPPER/case")]
    [TestCase("a..b")]
    [TestCase("-a/b")]
    [TestCase("a//b")]
    [TestCase("a/%2E%2E%2Fb")]
    [TestCase("a%20b")]
    [TestCase("x")]
    public async Task Names_of_another_form_are_refused(string name)
    {
        (await Client.SendAsync("GET", $"/v2/{name}/tags/list")).Refused(400, "NAME_INVALID", "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression*");
        (await Client.SendAsync("POST", $"/v2/{name}/blobs/uploads/")).Refused(400, "NAME_INVALID");
    }

    [TestCase("/v2/../../etc/passwd")]
    [TestCase("/v2/team/app/blobs/../../../etc/passwd")]
    [TestCase("/v2/%2e%2e/%2e%2e/etc/passwd")]
    [TestCase("/v2/team/app/blobs/uploads/..%2f..%2fsha256")]
    [TestCase("/v2/team/app/blobs/sha256:..%2f..%2f..%2fworkbook.db")]
    [TestCase("/v2/team/app/manifests/..%2f..%2fworkbook.db")]
    [TestCase("/v2/te%00am/app/tags/list")]
    [TestCase("/v2/team/app")]
    [TestCase("/v2/manifests/latest")]
    public async Task Paths_that_lead_elsewhere_lead_nowhere(string path)
    {
        await Aws.Engine.Store.UpdateAsync(Scope, (world, now) => (world.Put(new Orchestration.Images.EcrRepository("team/app", now)), 0));
        // Sent as it stands: HttpClient would tidy it up.
        var answer = await RawAsync($"GET {path} HTTP/1.1", "", "");
        answer.Should().MatchRegex("^HTTP/1.1 (400|404) ");
    }

    [TestCase("POST", "/v2/team/app/tags/list")]
    [TestCase("PUT", "/v2/")]
    [TestCase("PATCH", "/v2/team/app/manifests/v1")]
    [TestCase("POST", "/v2/_catalog")]
    [TestCase("PUT", "/v2/team/app/blobs/uploads/")]
    [TestCase("POST", "/v2/team/app/blobs/uploads/12")]
    [TestCase("PUT", "/v2/team/app/blobs/sha256:12")]
    public async Task Methods_that_an_address_does_not_have_are_refused(string method, string path) =>
        (await Client.SendAsync(method, path, [])).Refused(405, "UNSUPPORTED");

    [Test]
    public async Task Five_gigabytes_that_are_promised_and_do_not_come_end_with_a_clear_error()
    {
        var name = await NewRepositoryAsync();
        var location = new Uri(await Client.BeginAsync(name));
        var answer = await RawAsync($"PATCH {location.PathAndQuery} HTTP/1.1", "Content-Length: 5368709120\r\n", "");
        answer.Should().StartWith("HTTP/1.1 408 ").And.Contain("{\"errors\":[{\"code\":\"BLOB_UPLOAD_INVALID\",\"message\":\"The bytes of the upload came too slowly. It was cancelled; begin a new one.\"}]}");
        (await Client.SendAsync("GET", location.PathAndQuery)).Refused(404, "BLOB_UPLOAD_UNKNOWN");
        LeftOf(location).Should().BeFalse();
    }

    [TestCase("PATCH", "Transfer-Encoding: chunked\r\n")]
    [TestCase("PUT", "Content-Length: 1000000\r\n")]
    public async Task A_slow_sender_is_not_waited_for_and_what_it_sent_is_given_back(string method, string framing)
    {
        var name = await NewRepositoryAsync();
        var location = new Uri(await Client.BeginAsync(name));
        var query = method == "PUT" ? "?digest=" + RegistryClient.DigestOf([1]) : "";
        var answer = await RawAsync($"{method} {location.PathAndQuery}{query} HTTP/1.1", framing, method == "PUT" ? "ab" : "2\r\nab\r\n");
        answer.Should().StartWith("HTTP/1.1 408 ");
        (await Client.SendAsync("GET", location.PathAndQuery)).Refused(404, "BLOB_UPLOAD_UNKNOWN");
        LeftOf(location).Should().BeFalse();
    }

    [Test]
    public async Task A_sender_who_goes_away_can_go_on_later()
    {
        var name = await NewRepositoryAsync();
        var location = new Uri(await Client.BeginAsync(name));
        var content = new byte[400_000];
        new Random(3).NextBytes(content);
        using (var tcp = new TcpClient())
        {
            await tcp.ConnectAsync(IPAddress.Loopback, Aws.Endpoint.Port);
            await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{await HeadAsync($"PATCH {location.PathAndQuery} HTTP/1.1")}Content-Length: 400000\r\n\r\n"));
            await tcp.GetStream().WriteAsync(content.AsMemory(0, 300_000));
            while (await LengthAsync(location) == 0) await Task.Yield();
        }
        RegistryAnswer rest;
        do
        {
            var from = (int)await LengthAsync(location);
            rest = await Client.SendAsync("PATCH", location.PathAndQuery, content[from..], $"Content-Range: {from}-{content.Length - 1}");
        }
        // Until the server has noticed that the first sender is gone.
        while (rest.Status is 409 or 416);
        rest.With(202);
        (await Client.SendAsync("PUT", RegistryClient.With(rest.Location, "digest", RegistryClient.DigestOf(content)))).With(201);
    }

    [Test]
    public async Task Many_senders_of_one_blob_at_once_all_succeed()
    {
        var name = await NewRepositoryAsync();
        var content = new byte[500_000];
        new Random(1).NextBytes(content);
        var digests = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Client.PushAsync(name, content)));
        digests.Should().OnlyContain(digest => digest == RegistryClient.DigestOf(content));
        (await Client.SendAsync("GET", $"/v2/{name}/blobs/{digests[0]}")).With(200).Body.Should().Equal(content);
    }

    [Test]
    public async Task A_body_is_as_large_as_it_is()
    {
        var name = await NewRepositoryAsync();
        // More than Kestrel takes unless it is told otherwise: 30,000,000 bytes.
        var content = new byte[40_000_000];
        new Random(2).NextBytes(content);
        var digest = await Client.PushAsync(name, content);
        RegistryClient.DigestOf((await Client.SendAsync("GET", $"/v2/{name}/blobs/{digest}")).With(200).Body).Should().Be(digest);
    }

    private async Task<long> LengthAsync(Uri upload)
    {
        var range = (await Client.SendAsync("GET", upload.PathAndQuery)).With(204).Header("Range")!;
        var last = long.Parse(range[2..], CultureInfo.InvariantCulture);
        return last == 0 ? 0 : last + 1;
    }

    private bool LeftOf(Uri location) => File.Exists(Path.Combine(Aws.Engine.Blobs.Path, "uploads", location.Segments[^1]));

    private async Task<string> HeadAsync(string first) => $"{first}\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Basic {await TokenAsync(Account)}\r\n";

    private async Task<string> RawAsync(string first, string framing, string body)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, Aws.Endpoint.Port);
        await using var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{await HeadAsync(first)}{framing}\r\n{body}"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
