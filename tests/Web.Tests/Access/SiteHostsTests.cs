using System.Net;
using Microsoft.AspNetCore.Http;
using Workbook.Web.Access;

namespace Workbook.Web.Tests.Access;

/// <summary>By which names a site may be asked for.</summary>
internal sealed class SiteHostsTests
{
    private const int Port = 4570;

    [TestCase("127.0.0.1:4570", true)]
    [TestCase("[::1]:4570", true)]
    [TestCase("localhost:4570", true)]
    [TestCase("192.168.1.20:4570", false)]
    [TestCase("class.example.org:4570", false)]
    [TestCase("127.0.0.1:80", false)]
    [TestCase("", false)]
    public void On_loopback_its_names_are_known(string host, bool isKnown) => new SiteHosts(IPAddress.Loopback, null).Has(new(host), Port).Should().Be(isKnown);

    [TestCase("192.168.1.20:4570", true)]
    [TestCase("localhost:4570", true)]
    [TestCase("class.example.org:4570", false)]
    [TestCase("192.168.1.20.example.org:4570", false)]
    public void Beyond_it_addresses_are_and_foreign_names_are_not(string host, bool isKnown) => new SiteHosts(IPAddress.Any, null).Has(new(host), Port).Should().Be(isKnown);

    [Test]
    public void Beyond_it_the_machines_own_name_is_known() => new SiteHosts(IPAddress.Any, null).Has(new($"{Dns.GetHostName()}:{Port}"), Port).Should().BeTrue();

    [Test]
    public void Behind_a_proxy_its_name_is_known_and_its_origin_is_the_sites()
    {
        var hosts = new SiteHosts(IPAddress.Loopback, new("https://class.example.org"));

        hosts.Has(new("class.example.org"), Port).Should().BeTrue();
        hosts.Has(new("other.example.org"), Port).Should().BeFalse();
        hosts.OriginOf(new("class.example.org")).Should().Be("https://class.example.org");
        hosts.OriginOf(new($"127.0.0.1:{Port}")).Should().Be($"http://127.0.0.1:{Port}");
    }
}
