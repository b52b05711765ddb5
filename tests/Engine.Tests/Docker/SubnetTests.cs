using System.Net;
using Docker.DotNet;
using Workbook.Engine.Runtimes.Docker.Hosts;

namespace Workbook.Engine.Tests.Docker;

/// <summary>Where the networks of tasks are when Docker has given out all addresses of its own.</summary>
public sealed class SubnetTests
{
    [TestCase("000000aaaaaa", "10.128.0.0/22", "10.128.4.0/22")]
    [TestCase("001fffaaaaaa", "10.255.252.0/22", "10.128.0.0/22")]
    [TestCase("ffffffaaaaaa", "10.255.252.0/22", "10.128.0.0/22")]
    public void Each_engine_begins_somewhere_else_and_stays_within_10_128(string engineId, string first, string second) =>
        Subnets.Of(engineId).Take(2).Select(subnet => $"{subnet}").Should().Equal(first, second);

    [TestCase("""{"message":"could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network"}""", true)]
    [TestCase("""{"message":"Pool overlaps with other one on this address space"}""", true)]
    [TestCase("""{"cause":"subnet 10.89.6.0/24 is already used on the host or by another config","message":"subnet 10.89.6.0/24 is already used on the host or by another config","response":500}""", true)]
    [TestCase("""{"message":"permission denied"}""", false)]
    [TestCase(null, false)]
    public void Another_subnet_is_tried_when_addresses_are_what_is_missing(string? body, bool taken) =>
        Subnets.AreTaken(new DockerApiException(HttpStatusCode.NotFound, body)).Should().Be(taken);
}
