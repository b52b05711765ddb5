using System.Net;
using System.Net.WebSockets;

namespace Workbook.Web.Tests.Access;

/// <summary>Who gets in.</summary>
internal sealed class GuardTests
{
    private CourseFolder _course = null!;
    private OpenWorkbook _workbook = null!;
    private HttpClient _stranger = null!;
    private HttpClient _learner = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _course = new();
        _workbook = await OpenWorkbook.StartAsync(_course);
        _stranger = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = _workbook.Site };
        _learner = new() { BaseAddress = _workbook.Site };
        using var welcome = await _learner.GetAsync(_workbook.Address);
        welcome.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [OneTimeTearDown]
    public async Task End()
    {
        _stranger.Dispose();
        _learner.Dispose();
        await _workbook.DisposeAsync();
        _course.Dispose();
    }

    [TestCase("/")]
    [TestCase("/?token=0000")]
    [TestCase("/lessons/04-task-definitions")]
    [TestCase("/assets/site.css")]
    [TestCase("/editor/vs/loader.js")]
    [TestCase("/nowhere")]
    public async Task Without_the_token_nothing_is_answered(string path)
    {
        using var answer = await _stranger.GetAsync(path);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("workbook open", "it says what to do").And.NotContain("Task definitions");
    }

    [Test]
    public async Task The_token_becomes_a_cookie_that_no_script_and_no_other_site_can_use()
    {
        using var answer = await _stranger.GetAsync(_workbook.Address);

        answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        answer.Headers.Location!.ToString().Should().Be("/", "the token is to stay out of the history");
        answer.Headers.GetValues("Set-Cookie").Should().ContainSingle().Which.ToLowerInvariant().Should().Contain("httponly").And.Contain("samesite=strict");
    }

    [TestCase("evil.test")]
    [TestCase("evil.test:PORT")]
    [TestCase("127.0.0.1")]
    [TestCase("127.0.0.1:1")]
    [TestCase("127.0.0.1.evil.test:PORT")]
    public async Task A_foreign_host_is_refused_though_it_has_the_token(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _workbook.Address.PathAndQuery);
        request.Headers.Host = host.Replace("PORT", $"{_workbook.Site.Port}", StringComparison.Ordinal);
        using var answer = await _learner.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Loopback_has_two_names()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = $"localhost:{_workbook.Site.Port}";
        using var answer = await _learner.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [TestCase("http://evil.test")]
    [TestCase("http://127.0.0.1:1")]
    [TestCase("null")]
    public async Task Another_origin_is_refused(string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Origin", origin);
        using var answer = await _learner.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task What_changes_something_has_to_name_its_origin()
    {
        using var answer = await _learner.PostAsync("/lessons/04-task-definitions/restore", null);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [TestCase(null, true)]
    [TestCase("http://evil.test", true)]
    [TestCase("own", false)]
    public async Task A_WebSocket_opens_for_the_site_and_its_cookie_only(string? origin, bool withCookie)
    {
        using var socket = new ClientWebSocket();
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin == "own" ? _workbook.Site.ToString().TrimEnd('/') : origin);
        if (withCookie) socket.Options.SetRequestHeader("Cookie", $"workbook-{_workbook.Site.Port}={_workbook.Address.Query["?token=".Length..]}");

        var connect = () => socket.ConnectAsync(new($"ws://{_workbook.Site.Authority}/lessons/04-task-definitions/channel"), CancellationToken.None);

        (await connect.Should().ThrowAsync<WebSocketException>()).Which.Message.Should().Contain("403");
    }

    [Test]
    public async Task Pages_are_neither_kept_nor_framed_and_run_no_foreign_scripts()
    {
        using var answer = await _learner.GetAsync("/");

        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.Should().Contain("default-src 'none'").And.Contain("script-src 'self';").And.Contain("frame-ancestors 'none'");
    }

    [TestCase("/nowhere", "table of contents")]
    [TestCase("/lessons/99-nothing", "table of contents")]
    [TestCase("/lessons/04-task-definitions/channel", "the page")]
    public async Task Wrong_addresses_say_where_to_go(string path, string way)
    {
        using var answer = await _learner.GetAsync(path);

        ((int)answer.StatusCode).Should().BeInRange(400, 404);
        (await answer.Content.ReadAsStringAsync()).Should().Contain(way);
    }

    [TestCase("/editor/vs/../../workbook.dll")]
    [TestCase("/editor/vs/%2e%2e/%2e%2e/workbook.dll")]
    [TestCase("/editor/vs/..%2f..%2fworkbook.dll")]
    public async Task Only_the_editor_is_served_from_disk(string path)
    {
        using var answer = await _learner.GetAsync(path);

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_port_in_use_is_said_with_what_to_do()
    {
        var (exitCode, output) = await OpenWorkbook.RunAsync(_course, "--port", $"{_workbook.Site.Port}");

        exitCode.Should().Be(1);
        output.Should().Contain($"Port {_workbook.Site.Port}").And.Contain("--port 0").And.NotContain("   at ");
    }
}
