using System.Net;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Hosts;

namespace Workbook.Engine.Tests.Docker;

/// <summary>Addresses of tasks on the bridge.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TaskAddressTests
{
    // 10.0.0.0 is the subnet's own, .1 the gateway's, .7 for broadcasts.
    private static readonly IPNetwork Subnet = IPNetwork.Parse("10.0.0.0/29");

    private readonly TaskAddresses _addresses = new();

    private string?[] Take(params string[] tasks) => [.. tasks.Select(task => _addresses.Take(Subnet, task)?.ToString())];

    [Test]
    public void They_are_given_from_the_top_and_a_task_keeps_its_own()
    {
        Take("a", "b", "a").Should().Equal("10.0.0.6", "10.0.0.5", "10.0.0.6");
    }

    [Test]
    public void One_that_is_free_again_waits_for_its_turn_and_none_is_given_twice()
    {
        Take("a", "b", "c", "d", "e").Should().Equal("10.0.0.6", "10.0.0.5", "10.0.0.4", "10.0.0.3", "10.0.0.2");
        Take("f").Should().Equal((string?)null);

        _addresses.Release("d");
        _addresses.Release("b");

        Take("f", "g", "h").Should().Equal("10.0.0.5", "10.0.0.3", null);
    }

    [Test]
    public void What_a_task_of_an_earlier_engine_has_is_not_given_to_another()
    {
        _addresses.Keep("old", IPAddress.Parse("10.0.0.6"));

        Take("old", "new").Should().Equal("10.0.0.6", "10.0.0.5");
    }

    [Test]
    public void The_machine_address_follows_from_it() => Addresses.MacOf(IPAddress.Parse("172.20.0.5")).Should().Be("02:42:ac:14:00:05");
}
