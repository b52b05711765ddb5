using Workbook.Orchestration.LoadBalancing.Routing;
using Workbook.Shapes.Elbv2;
using static Workbook.Orchestration.Tests.Routing.SampleRules;

namespace Workbook.Orchestration.Tests.Routing;

/// <summary>Every example of "Condition types for listener rules" in the guide of Application Load Balancers, and what the page says in words.</summary>
internal sealed class RuleConditionTests
{
    private static readonly (string Name, string Value) Chrome = ("User-Agent", "Mozilla/5.0 (X11) Chrome/120.0");

    private static IEnumerable<TestCaseData> Documented()
    {
        // Host conditions
        yield return Case("the host example.com", Host("example.com"), new("http://example.com/"), true);
        yield return Case("the host test.example.com", Host("test.example.com"), new("http://test.example.com/"), true);
        yield return Case("*.example.com and a name under it", Host("*.example.com"), new("http://test.example.com/"), true);
        yield return Case("*.example.com and the domain itself", Host("*.example.com"), new("http://example.com/"), false);
        yield return Case("a host in another case", Host("*.EXAMPLE.com"), new("http://x/") { Host = "Test.Example.COM" }, true);
        yield return Case("a host with a port", Host("*.example.com"), new("http://test.example.com:8443/"), true);
        yield return Case("a question mark is one character", Host("test?.example.com"), new("http://test1.example.com/"), true);
        yield return Case("a question mark is not nothing", Host("test?.example.com"), new("http://test.example.com/"), false);
        yield return Case("one of several hosts", Host("a.example.com", "b.example.com"), new("http://b.example.com/"), true);
        yield return Case("an expression for hosts", HostRegex(@"^(.+)\.example\.com$"), new("http://test.example.com/"), true);
        yield return Case("an expression for hosts, in any case", HostRegex(@"^TEST\.example\.com$"), new("http://test.example.com/"), true);
        yield return Case("an expression with a port", HostRegex(@"^example\.com:8443$"), new("http://example.com:8443/"), true);
        yield return Case("an expression that does not fit", HostRegex(@"^api-\d+\.example\.com$"), new("http://api-x.example.com/"), false);

        // Path conditions
        yield return Case("/img/* and a picture", Path("/img/*"), new("http://x/img/picture.jpg"), true);
        yield return Case("/img/* and a folder of it", Path("/img/*"), new("http://x/img/a/b.jpg"), true);
        yield return Case("/img/* and /img", Path("/img/*"), new("http://x/img"), false);
        yield return Case("/img/*/pics", Path("/img/*/pics"), new("http://x/img/a/b/pics"), true);
        yield return Case("/img/*/pics and more behind it", Path("/img/*/pics"), new("http://x/img/a/pics/1"), false);
        yield return Case("/js/*", Path("/js/*"), new("http://x/js/app.js"), true);
        yield return Case("a path in another case", Path("/img/*"), new("http://x/IMG/picture.jpg"), false);
        yield return Case("the query string is no part of the path", Path("/img/*.jpg"), new("http://x/img/picture.jpg?size=1"), true);
        yield return Case("a question mark in a path", Path("/v?/users"), new("http://x/v1/users"), true);
        yield return Case("a path stays encoded", Path("/a b"), new("http://x/a%20b"), false);
        yield return Case("an expression for paths", PathRegex(@"^/api/v\d+/users$"), new("http://x/api/v12/users"), true);
        yield return Case("an expression for paths, in another case", PathRegex(@"^/api/(.*)$"), new("http://x/API/users"), false);

        // HTTP header conditions
        yield return Case("one of two browsers", Header("User-Agent", "*Chrome*", "*Safari*"), new(headers: Chrome), true);
        yield return Case("another browser", Header("User-Agent", "*Chrome*", "*Safari*"), new(headers: ("User-Agent", "Mozilla/5.0 Firefox/120")), false);
        yield return Case("names and values of headers in any case", Header("user-AGENT", "*chrome*"), new(headers: Chrome), true);
        yield return Case("a header that was not sent", Header("X-Version", "*"), new(), false);
        yield return Case("the second of two headers", Header("X-Tag", "b"), new(headers: [("X-Tag", "a"), ("X-Tag", "b")]), true);
        yield return Case("an escaped star", Header("Accept", @"\*/\*"), new(headers: ("Accept", "*/*")), true);
        yield return Case("an escaped star is no wildcard", Header("Accept", @"\*/\*"), new(headers: ("Accept", "text/html")), false);
        yield return Case("an expression for headers", HeaderRegex("User-Agent", ".+Chrome.+"), new(headers: Chrome), true);

        // HTTP request method conditions
        yield return Case("a method of one's own", Method("CUSTOM-METHOD"), new(method: "CUSTOM-METHOD"), true);
        yield return Case("methods in another case", Method("GET"), new(method: "get"), false);
        yield return Case("methods have no wildcards", Method("G*"), new(method: "GET"), false);

        // Query string conditions
        yield return Case("version=v1", Query(("version", "v1"), (null, "example")), new("http://x/?version=v1"), true);
        yield return Case("any key with the value example", Query(("version", "v1"), (null, "example")), new("http://x/?a=b&anything=example"), true);
        yield return Case("neither of them", Query(("version", "v1"), (null, "example")), new("http://x/?version=v2"), false);
        yield return Case("query strings in any case", Query(("VERSION", "V1")), new("http://x/?version=v1"), true);
        yield return Case("wildcards in a query string", Query(("ver*", "v?")), new("http://x/?version=v1"), true);
        yield return Case("an escaped star in a query string", Query((null, @"\*")), new("http://x/?a=b"), false);
        yield return Case("no query string", Query((null, "*")), new("http://x/"), false);

        // Source IP address conditions
        yield return Case("an address of the block", Source("192.0.2.0/24", "198.51.100.10/32"), new(source: "192.0.2.200"), true);
        yield return Case("the one address", Source("192.0.2.0/24", "198.51.100.10/32"), new(source: "198.51.100.10"), true);
        yield return Case("another address", Source("192.0.2.0/24", "198.51.100.10/32"), new(source: "198.51.100.11"), false);
        yield return Case("a block that ends within a byte", Source("10.0.16.0/20"), new(source: "10.0.31.255"), true);
        yield return Case("just behind that block", Source("10.0.16.0/20"), new(source: "10.0.32.0"), false);
        yield return Case("an IPv6 block", Source("2001:db8::/32"), new(source: "2001:db8:1::5"), true);
        yield return Case("every IPv6 address", Source("::/0"), new(source: "2001:db8::5"), true);
        yield return Case("one IPv6 address", Source("2001:db8::5/128"), new(source: "2001:db8:0:0:0:0:0:5"), true);
        yield return Case("an IPv6 block has no IPv4 address", Source("::/0"), new(source: "192.0.2.5"), false);
        yield return Case("X-Forwarded-For is not the source", Source("192.0.2.0/24"), new(headers: ("X-Forwarded-For", "192.0.2.1")), false);

        // The short form of the API
        yield return Case("a path in the condition itself", new RuleCondition { Field = "path-pattern", Values = ["/img/*"] }, new("http://x/img/a"), true);
        yield return Case("a host in the condition itself", new RuleCondition { Field = "host-header", Values = ["*.example.com"] }, new("http://a.example.com/"), true);
    }

    private static TestCaseData Case(string what, RuleCondition condition, SampleRequest request, bool matches) => new TestCaseData(condition, request, matches).SetArgDisplayNames(what);

    [TestCaseSource(nameof(Documented))]
    public void A_condition_matches_what_its_documentation_says(RuleCondition condition, SampleRequest request, bool matches) =>
        Table(Rule(7, condition)).Match(request).Priority.Should().Be(matches ? 7 : 0);

    [Test]
    public void All_conditions_of_a_rule_have_to_match()
    {
        var table = Table(Rule(7, Host("a.example.com"), Path("/img/*"), Header("X-Beta", "yes")));

        table.Match(new SampleRequest("http://a.example.com/img/1", headers: ("X-Beta", "yes"))).Priority.Should().Be(7);
        table.Match(new SampleRequest("http://a.example.com/img/1")).Priority.Should().Be(0);
        table.Match(new SampleRequest("http://b.example.com/img/1", headers: ("X-Beta", "yes"))).Priority.Should().Be(0);
        table.Match(new SampleRequest("http://a.example.com/js/1", headers: ("X-Beta", "yes"))).Priority.Should().Be(0);
    }

    [Test]
    public void Several_conditions_on_one_header_are_the_way_to_require_all()
    {
        var table = Table(Rule(7, Header("X-Tag", "a"), Header("X-Tag", "b")));

        table.Match(new SampleRequest(headers: [("X-Tag", "b"), ("X-Tag", "a")])).Priority.Should().Be(7);
        table.Match(new SampleRequest(headers: [("X-Tag", "a")])).Priority.Should().Be(0);
    }

    [Test]
    public void An_IPv4_address_that_came_through_an_IPv6_socket_is_the_IPv4_address() =>
        SourceAddress.Of([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 192, 0, 2, 5]).Should().Be(SourceAddress.Parse("192.0.2.5"));

    [TestCase("1.2.3")]
    [TestCase("1.2.3.4.5")]
    [TestCase("1.2.3.256")]
    [TestCase("1::2::3")]
    [TestCase("1:2:3:4:5:6:7:8::")]
    [TestCase("12345::")]
    [TestCase("")]
    public void What_is_no_address_is_none(string text) => SourceAddress.Parse(text).Should().BeNull();

    [Test]
    public void What_is_no_expression_matches_nothing() =>
        Table(Rule(7, PathRegex("(")), Rule(8, PathRegex("(?=a)"))).Match(new SampleRequest("http://x/a")).Priority.Should().Be(0);
}
