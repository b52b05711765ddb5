using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Routing;
using Workbook.Shapes.Elbv2;
using static Workbook.Orchestration.Tests.Routing.SampleRules;

namespace Workbook.Orchestration.Tests.Routing;

internal sealed class RuleTableTests
{
    [Test]
    public void The_lowest_priority_that_matches_wins_however_the_rules_are_found()
    {
        var table = Table(
            Rule(50, Path("/api/*")),
            Rule(40, Path("/api/users")),
            Rule(30, Host("api.example.com")),
            Rule(20, Host("*.internal.example.com")),
            Rule(10, Method("DELETE")));

        table.Match(new SampleRequest("http://web.example.com/api/orders")).Priority.Should().Be(50);
        table.Match(new SampleRequest("http://web.example.com/api/users")).Priority.Should().Be(40);
        table.Match(new SampleRequest("http://api.example.com/api/users")).Priority.Should().Be(30);
        table.Match(new SampleRequest("http://a.internal.example.com/api/users")).Priority.Should().Be(20);
        table.Match(new SampleRequest("http://a.internal.example.com/api/users", "DELETE")).Priority.Should().Be(10);
        table.Match(new SampleRequest("http://web.example.com/")).Priority.Should().Be(0);
    }

    /// <summary>The index finds what going through all rules one by one finds.</summary>
    [Test]
    public void The_index_agrees_with_trying_every_rule_in_order([ValueSource(nameof(TwentySeeds))] int seed)
    {
        var random = new Random(seed);
        var rules = Enumerable.Range(1, 60).Select(priority => Rule(priority, [.. Conditions(random)])).ToList();
        var table = Table(rules);
        var alone = rules.Select(rule => (rule.Priority, Table: Table(rule))).ToList();
        for (var i = 0; i < 300; i++)
        {
            var request = new SampleRequest($"http://{Pick(random, Hosts)}{Pick(random, Paths)}", Pick(random, Methods));

            table.Match(request).Priority.Should().Be(alone.FirstOrDefault(each => each.Table.Match(request).Priority != 0).Priority);
        }
    }

    [Test]
    public void Rewrites_change_host_and_URL_as_documented()
    {
        // From "Transforms for listener rules".
        var rule = Rule(1, Path("*")) with
        {
            Transforms =
            [
                new() { Type = TransformTypeEnum.HostHeaderRewrite, HostHeaderRewriteConfig = new() { Rewrites = [new() { Regex = "^mywebsite-(.+).com$", Replace = "internal.dev.$1.myweb.com" }] } },
                new() { Type = TransformTypeEnum.UrlRewrite, UrlRewriteConfig = new() { Rewrites = [new() { Regex = "^/dp/([A-Za-z0-9]+)/?$", Replace = "/product.php?id=$1" }] } },
            ],
        };

        var rewrites = Table(rule).Match(new SampleRequest("http://mywebsite-example.com/dp/B09G3HRMW")).Rewrites!;

        rewrites.Host("mywebsite-example.com").Should().Be("internal.dev.example.myweb.com");
        rewrites.Host("other.com").Should().Be("other.com");
        rewrites.Url("/dp/B09G3HRMW").Should().Be("/product.php?id=B09G3HRMW");
        rewrites.Url("/dp").Should().Be("/dp");
    }

    [TestCase("https", "#{host}", "443", "/#{path}", "#{query}", "https://example.com:443/img/a.png?size=1")]
    [TestCase("HTTPS", null, "40443", null, null, "https://example.com:40443/img/a.png?size=1")]
    [TestCase(null, null, null, "/new/#{path}", null, "http://example.com:8080/new/img/a.png?size=1")]
    [TestCase(null, "www.#{host}", null, null, "", "http://www.example.com:8080/img/a.png")]
    [TestCase("#{protocol}", "other.com", "#{port}", "/#{host}/#{port}", "p=#{path}&was=#{protocol}", "http://other.com:8080/example.com/8080?p=img/a.png&was=http")]
    public void A_redirect_keeps_what_it_is_not_told_to_change(string? protocol, string? host, string? port, string? path, string? query, string expected)
    {
        var action = new Shapes.Elbv2.Action
        {
            Type = ActionTypeEnum.Redirect,
            RedirectConfig = new() { Protocol = protocol, Host = host, Port = port, Path = path, Query = query, StatusCode = "HTTP_301" },
        };

        var redirect = (Redirect)new RuleTable(Listener(action), []).Match(new SampleRequest()).Action;

        redirect.LocationFor(new SampleRequest("http://example.com:8080/img/a.png?size=1")).Should().Be(expected);
        redirect.StatusCode.Should().Be(301);
    }

    private static IEnumerable<int> TwentySeeds => Seeds.Upto(20);

    private static readonly string[] Hosts = ["a.example.com", "b.example.com", "example.com", "c.test.example.com"];
    private static readonly string[] HostPatterns = ["a.example.com", "*.example.com", "*.test.example.com", "?.example.com", "example.com", "b.*"];
    private static readonly string[] Paths = ["/", "/a", "/a/b", "/a/b/c", "/ab", "/img/1.png"];
    private static readonly string[] PathPatterns = ["/", "/a", "/a/*", "/a*", "/a/b*", "*", "*.png", "/img/?.png", "/a/b/c"];
    private static readonly string[] Methods = ["GET", "POST"];

    private static IEnumerable<RuleCondition> Conditions(Random random)
    {
        var which = random.Next(1, 8);
        if ((which & 1) != 0) yield return Host([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Pick(random, HostPatterns))]);
        if ((which & 2) != 0) yield return Path([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Pick(random, PathPatterns))]);
        if ((which & 4) != 0) yield return Method(Pick(random, Methods));
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
