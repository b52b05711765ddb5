using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Workbook.Web.Tests.Workshops;

/// <summary>The door of a workshop, as programs see it that do not use it as meant.</summary>
internal sealed class JoinTests
{
    private CourseFolder _course = null!;
    private OpenWorkbook _workbook = null!;
    private HttpClient _stranger = null!;

    [SetUp]
    public async Task Start()
    {
        _course = new();
        _workbook = await OpenWorkbook.StartWorkshopAsync(_course, "--listen", "0.0.0.0", "--learners", "3");
        _stranger = Browser();
    }

    [TearDown]
    public async Task End()
    {
        _stranger.Dispose();
        await _workbook.DisposeAsync();
        _course.Dispose();
    }

    [TestCase("/")]
    [TestCase("/lessons/04-task-definitions")]
    [TestCase("/roster")]
    [TestCase("/assets/site.css")]
    public async Task Who_has_no_key_is_sent_to_the_door(string path)
    {
        using var answer = await _stranger.GetAsync(path);

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().Should().Be("/join");
    }

    [Test]
    public async Task The_code_lets_in_however_it_is_written()
    {
        using var answer = await JoinAsync(_stranger, $" {_workbook.JoinCode.ToLowerInvariant().Replace('-', ' ')} ", "Ada");

        answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        answer.Headers.GetValues("Set-Cookie").Should().ContainSingle().Which.ToLowerInvariant().Should().Contain("httponly").And.Contain("samesite=strict");
    }

    [Test]
    public async Task Who_guesses_has_ten_guesses_a_minute()
    {
        for (var guess = 0; guess < 10; guess++)
        {
            using var wrong = await JoinAsync(_stranger, "AAAA-AAAA", "Ada");
            wrong.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        }

        using var answer = await JoinAsync(_stranger, _workbook.JoinCode, "Ada");

        answer.StatusCode.Should().Be(HttpStatusCode.TooManyRequests, "the right code would not help any more");
        (await answer.Content.ReadAsStringAsync()).Should().Contain("Wait a minute");
    }

    [Test]
    public async Task A_full_class_and_a_name_that_is_taken_are_told()
    {
        foreach (var name in new[] { "Ada", "Grace", "Edsger" }) (await JoinAsync(Browser(), _workbook.JoinCode, name)).StatusCode.Should().Be(HttpStatusCode.SeeOther);

        using var taken = await JoinAsync(_stranger, _workbook.JoinCode, "ada");
        using var full = await JoinAsync(_stranger, _workbook.JoinCode, "Barbara");

        taken.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await taken.Content.ReadAsStringAsync()).Should().Contain("Somebody has joined as ada");
        full.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await full.Content.ReadAsStringAsync()).Should().Contain("places for 3");
    }

    [Test]
    public async Task A_form_of_another_site_is_refused()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("code", _workbook.JoinCode), KeyValuePair.Create("name", "Ada")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/join") { Content = form };
        request.Headers.Add("Origin", "http://evil.test");
        using var answer = await _stranger.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [TestCase("application/x-www-form-urlencoded", "&&&=%%%")]
    [TestCase("application/x-www-form-urlencoded", "many")]
    [TestCase("multipart/form-data", "no boundary")]
    [TestCase("application/json", "{}")]
    public async Task What_is_no_form_is_no_code(string type, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/join") { Content = new StringContent(body == "many" ? string.Concat(Enumerable.Range(0, 5000).Select(number => $"key{number}=1&")) : body) };
        request.Content.Headers.ContentType = new(type);
        request.Headers.Add("Origin", _workbook.Site.ToString().TrimEnd('/'));
        using var answer = await _stranger.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [TestCase("evil.test")]
    [TestCase("10.0.0.1.evil.test")]
    public async Task A_name_that_is_not_this_machines_is_refused(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/join");
        request.Headers.Host = $"{host}:{_workbook.Site.Port}";
        using var answer = await _stranger.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task The_machines_own_address_answers()
    {
        var address = NetworkInterface.GetAllNetworkInterfaces().Where(each => each.OperationalStatus == OperationalStatus.Up && each.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(each => each.GetIPProperties().UnicastAddresses).Select(each => each.Address).FirstOrDefault(each => each.AddressFamily == AddressFamily.InterNetwork);
        if (address is null) Assert.Ignore("This machine has no address but loopback's. Connect it to a network to run this test.");
        using var client = new HttpClient();

        (await client.GetStringAsync(new Uri($"http://{address}:{_workbook.Site.Port}/join"))).Should().Contain("Join the workshop");
    }

    [Test]
    public async Task Learners_are_known_again_after_the_workbook_was_ended()
    {
        using var joined = await JoinAsync(_stranger, _workbook.JoinCode, "Ada");
        var cookie = joined.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var port = _workbook.Site.Port;
        await _workbook.DisposeAsync();
        await using var again = await OpenWorkbook.StartWorkshopAsync(_course, "--port", $"{port}");
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = again.Site };
        client.DefaultRequestHeaders.Add("Cookie", cookie);

        using var answer = await client.GetAsync("/");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("Ada");
    }

    private HttpClient Browser() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = _workbook.Site };

    private async Task<HttpResponseMessage> JoinAsync(HttpClient client, string code, string name)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("code", code), KeyValuePair.Create("name", name)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/join") { Content = form };
        request.Headers.Add("Origin", _workbook.Site.ToString().TrimEnd('/'));
        return await client.SendAsync(request);
    }
}
