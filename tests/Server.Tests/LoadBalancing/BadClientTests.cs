using System.Globalization;

namespace Workbook.Server.Tests.LoadBalancing;

/// <summary>Clients that send what they should not. Whatever it is, the next client is served.</summary>
internal sealed class BadClientTests : BalancerFixture
{
    private const string BadRequest = "<html>\r\n<head><title>400 Bad Request</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n</body>\r\n</html>\r\n";

    private EchoTarget _target = null!;
    private Uri _url = null!;

    [SetUp]
    public async Task Listen()
    {
        _target = await EchoTarget.StartAsync();
        _url = await ListenAsync(ForwardTo(await GroupAsync("web", _target.Port)));
    }

    [TearDown]
    public async Task OthersAreServed()
    {
        using var http = new HttpClient();
        (await http.GetStringAsync(_url)).Should().StartWith("one");
        await _target.DisposeAsync();
    }

    [TestCase("GET / HTTP/1.1\r\n\r\n", TestName = "no Host")]
    [TestCase("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", TestName = "two Hosts")]
    [TestCase("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", TestName = "a Host with a space")]
    [TestCase("GET / HTTP/1.1\r\nHost: a/../b\r\n\r\n", TestName = "a Host that is a path")]
    [TestCase("complete nonsense\r\n\r\n", TestName = "no request at all")]
    [TestCase("GET / HTTP/9.9\r\nHost: a\r\n\r\n", TestName = "another version")]
    [TestCase("GET / HTTP/1.1\r\nHost: a\r\nX : 1\r\n\r\n", TestName = "a space before the colon")]
    [TestCase("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\n\r\n", TestName = "a folded header")]
    [TestCase("GET / HTTP/1.1\r\nHost: a\r\nX: \u0000\r\n\r\n", TestName = "a zero byte")]
    [TestCase("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx", TestName = "two lengths")]
    [TestCase("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 2\r\n\r\nxx", TestName = "two lengths in one header")]
    [TestCase("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", TestName = "a negative length")]
    [TestCase("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", TestName = "chunked is not the last coding")]
    [TestCase("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", TestName = "an unknown coding")]
    [TestCase("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", TestName = "an asterisk for a URL")]
    public async Task What_could_be_read_in_several_ways_is_refused_and_never_reaches_the_target(string request)
    {
        var received = await RawConnection.ExchangeAsync(_url, request);

        received.Should().StartWith("HTTP/1.1 400 Bad Request\r\n").And.Contain("Server: awselb/2.0\r\n").And.Contain("Connection: close\r\n").And.EndWith(BadRequest);
        _target.Requests.Should().Be(0);
    }

    [Test]
    public async Task A_length_next_to_chunks_smuggles_nothing()
    {
        // Read by its length, the body would end within the chunks and GET /secret be a second request.
        var received = await RawConnection.ExchangeAsync(_url,
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /secret HTTP/1.1\r\nHost: a\r\n\r\n");

        received.Should().StartWith("HTTP/1.1 200 OK\r\n").And.Contain("Connection: close").And.NotContain("/secret");
        _target.Requests.Should().Be(1);
    }

    [TestCase("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [TestCase("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx")]
    [TestCase("GET / HTTP/1.1\r\nHost: a\r\nX-Name: \u00e9\r\n\r\n")]
    public async Task The_strictest_mode_refuses_all_that_departs_from_the_standard(string request)
    {
        await AttributesAsync(("routing.http.desync_mitigation_mode", "strictest"));

        (await RawConnection.ExchangeAsync(_url, request)).Should().StartWith("HTTP/1.1 400 Bad Request\r\n");
        _target.Requests.Should().Be(0);
    }

    [Test]
    public async Task A_broken_chunk_is_the_clients_fault()
    {
        var received = await RawConnection.ExchangeAsync(_url, "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n");

        received.Should().NotContain("200 OK").And.NotContain("500");
    }

    [Test]
    public async Task A_URL_that_is_too_long_is_414() =>
        (await RawConnection.ExchangeAsync(_url, $"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: a\r\n\r\n")).Should().StartWith("HTTP/1.1 414 Request-URI Too Large\r\n").And.Contain("awselb/2.0");

    [TestCase(1, 17_000, TestName = "one header of more than 16 KB")]
    [TestCase(10, 8_000, TestName = "more than 64 KB in all")]
    [TestCase(2_000, 5, TestName = "thousands of headers")]
    public async Task Headers_that_are_too_large_are_400(int count, int size)
    {
        var headers = string.Concat(Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"X-{i}: {new string('a', size)}\r\n")));

        (await RawConnection.ExchangeAsync(_url, $"GET / HTTP/1.1\r\nHost: a\r\n{headers}\r\n")).Should().StartWith("HTTP/1.1 400 Bad Request\r\n");
        _target.Requests.Should().Be(0);
    }

    [TestCase("TRACE")]
    [TestCase("CONNECT")]
    public async Task Methods_that_ALB_does_not_take_are_405(string method)
    {
        var url = method == "CONNECT" ? "a:80" : "/";

        (await RawConnection.ExchangeAsync(_url, $"{method} {url} HTTP/1.1\r\nHost: {(method == "CONNECT" ? "a:80" : "a")}\r\n\r\n")).Should().StartWith("HTTP/1.1 405 ");
    }

    [Test]
    public async Task More_than_30_addresses_in_X_Forwarded_For_are_463()
    {
        var addresses = string.Join(", ", Enumerable.Range(1, 31).Select(i => $"203.0.113.{i}"));

        (await RawConnection.ExchangeAsync(_url, $"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Forwarded-For: {addresses}\r\n\r\n")).Should().StartWith("HTTP/1.1 463");
    }

    [Test]
    public async Task Headers_with_strange_names_are_dropped_where_the_attribute_says_so()
    {
        await AttributesAsync(("routing.http.drop_invalid_header_fields.enabled", "true"));

        var received = await RawConnection.ExchangeAsync(_url, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX_Under_Score: 1\r\nX-Good: 2\r\n\r\n");

        received.Should().Contain("X-Good: 2").And.NotContain("X_Under_Score");
    }

    [Test]
    public async Task An_unfinished_request_is_a_408_when_the_idle_timeout_is_over()
    {
        await AttributesAsync(("idle_timeout.timeout_seconds", "1"));

        (await RawConnection.ExchangeAsync(_url, "GET / HTTP/1.1\r\nHost: a\r\nX-Unfin")).Should().StartWith("HTTP/1.1 408 Request Time-out\r\n").And.Contain("awselb/2.0");
    }

    [Test]
    public async Task A_body_that_never_comes_is_a_408()
    {
        await AttributesAsync(("idle_timeout.timeout_seconds", "1"));

        (await RawConnection.ExchangeAsync(_url, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf")).Should().StartWith("HTTP/1.1 408 Request Time-out\r\n");
    }

    [Test]
    public async Task A_slow_client_is_served_and_a_hundred_of_them_are_no_hindrance()
    {
        var slow = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => RawConnection.OpenAsync(_url)));
        await Task.WhenAll(slow.Select(each => each.SendAsync("POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 4\r\n\r\nsl")));
        using var http = new HttpClient();

        (await http.GetStringAsync(_url)).Should().StartWith("one");
        await Task.WhenAll(slow.Select(each => each.SendAsync("ow")));

        foreach (var each in slow)
        {
            (await each.ToEndAsync()).Should().StartWith("HTTP/1.1 200 OK").And.Contain("slow");
            each.Dispose();
        }
    }
}
