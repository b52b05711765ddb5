using Workbook.Orchestration.LoadBalancing;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Tests.LoadBalancing;

internal sealed class StickinessTests : BalancerFixture
{
    private EchoTarget _one = null!;
    private EchoTarget _two = null!;
    private ElbTargetGroup _group = null!;

    [SetUp]
    public async Task Targets()
    {
        _one = await EchoTarget.StartAsync("one");
        _two = await EchoTarget.StartAsync("two");
        _group = await GroupAsync("web", _one.Port, _two.Port);
    }

    [TearDown]
    public async Task NoTargets()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Test]
    public async Task A_client_with_AWSALB_comes_back_to_its_target_until_the_cookie_ends()
    {
        var url = await ListenAsync(ForwardTo(_group));
        await AttributesAsync(_group, ("stickiness.enabled", "true"), ("stickiness.type", "lb_cookie"), ("stickiness.lb_cookie.duration_seconds", "60"));
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        var (first, cookies) = await GetAsync(http, url, null);

        cookies.Should().HaveCount(2);
        cookies[0].Should().MatchRegex("^AWSALB=[A-Za-z0-9+/=]+; Expires=[A-Z].* GMT; Path=/$").And.NotContain("127.0.0.1");
        cookies[1].Should().MatchRegex("^AWSALBCORS=[A-Za-z0-9+/=]+; Expires=.* GMT; Path=/; SameSite=None$");
        for (var i = 0; i < 9; i++) (await GetAsync(http, url, ValueOf(cookies[0]))).Name.Should().Be(first);

        await Aws.Engine.Clock.AdvanceAsync(TimeSpan.FromSeconds(61));
        var later = new List<string>();
        for (var i = 0; i < 4; i++) later.Add((await GetAsync(http, url, ValueOf(cookies[0]))).Name);
        later.Should().Contain(["one", "two"]);
    }

    [Test]
    public async Task A_client_whose_target_drains_gets_another_one_and_keeps_that()
    {
        var url = await ListenAsync(ForwardTo(_group));
        await AttributesAsync(_group, ("stickiness.enabled", "true"));
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        var (first, cookies) = await GetAsync(http, url, null);
        var port = first == "one" ? _one.Port : _two.Port;

        await PutAsync(world => TargetRegistration.Deregister(world, world.Targets[ElbTarget.KeyOf(_group.Key, "127.0.0.1", port)], Aws.Engine.Clock.GetUtcNow()));
        var (second, renewed) = await GetAsync(http, url, ValueOf(cookies[0]));
        await PutAsync(world => world.Put(Healthy(_group, port)));

        second.Should().NotBe(first);
        for (var i = 0; i < 5; i++) (await GetAsync(http, url, ValueOf(renewed[0]))).Name.Should().Be(second);
    }

    [Test]
    public async Task A_forged_cookie_says_nothing()
    {
        var url = await ListenAsync(ForwardTo(_group));
        await AttributesAsync(_group, ("stickiness.enabled", "true"));
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });

        foreach (var forged in (string[])["AWSALB=x", "AWSALB=", $"AWSALB={Convert.ToBase64String(new byte[64])}", $"AWSALB={new string('A', 5000)}"])
            (await GetAsync(http, url, forged)).Cookies.Should().HaveCount(2);
    }

    [Test]
    public async Task An_applications_own_cookie_binds_the_client_once_the_application_sets_it()
    {
        var url = await ListenAsync(ForwardTo(_group));
        await AttributesAsync(_group, ("stickiness.enabled", "true"), ("stickiness.type", "app_cookie"), ("stickiness.app_cookie.cookie_name", "session"));
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });

        (await GetAsync(http, url, null)).Cookies.Should().BeEmpty();
        var (first, cookies) = await GetAsync(http, new Uri(url, "/login"), null);

        cookies.Select(cookie => cookie.Split('=')[0]).Should().Equal("session", "AWSALBAPP-0", "AWSALBAPP-1", "AWSALBAPP-2", "AWSALBAPP-3");
        for (var i = 0; i < 6; i++) (await GetAsync(http, url, $"session=abc; {ValueOf(cookies[1])}")).Name.Should().Be(first);
        var without = new List<string>();
        for (var i = 0; i < 4; i++) without.Add((await GetAsync(http, url, ValueOf(cookies[1]))).Name);
        without.Should().Contain(["one", "two"]);
    }

    [Test]
    public async Task Weights_hold_over_real_requests_and_a_client_can_be_bound_to_its_group()
    {
        var other = await GroupAsync("other", _two.Port);
        var blue = await GroupAsync("blue", _one.Port);
        var url = await ListenAsync(new()
        {
            Type = ActionTypeEnum.Forward,
            ForwardConfig = new()
            {
                TargetGroups = [new() { TargetGroupArn = ArnOf(blue), Weight = 90 }, new() { TargetGroupArn = ArnOf(other), Weight = 10 }],
                TargetGroupStickinessConfig = new() { Enabled = true, DurationSeconds = 60 },
            },
        });
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        var counts = new Dictionary<string, int> { ["one"] = 0, ["two"] = 0 };
        string? bound = null;
        for (var i = 0; i < 2_000; i++)
        {
            var (name, cookies) = await GetAsync(http, url, null);
            counts[name]++;
            if (name == "two") bound = ValueOf(cookies.First(cookie => cookie.StartsWith("AWSALBTG=", StringComparison.Ordinal)));
        }

        // 200 are expected of the second, with a deviation of 13: five deviations are one in a million.
        counts["two"].Should().BeInRange(135, 265);
        for (var i = 0; i < 10; i++) (await GetAsync(http, url, bound)).Name.Should().Be("two");
    }

    private static string ValueOf(string cookie) => cookie.Split(';')[0];

    private static async Task<(string Name, IReadOnlyList<string> Cookies)> GetAsync(HttpClient http, Uri url, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (cookie is not null) request.Headers.TryAddWithoutValidation("Cookie", cookie);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return ((await answer.Content.ReadAsStringAsync()).Split('\n')[0], answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : []);
    }
}
