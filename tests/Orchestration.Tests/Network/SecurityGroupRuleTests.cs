using Workbook.Orchestration.Ec2;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Tests.Network;

/// <summary>AuthorizeSecurityGroupIngress and its three siblings.</summary>
public class SecurityGroupRuleTests
{
    private const string Invalid = "InvalidParameterValue";

    private static IpPermission Web { get; } = new() { IpProtocol = "tcp", FromPort = 80, ToPort = 81, IpRanges = [new() { CidrIp = "10.0.0.9/24", Description = "office" }] };

    private static (Networks Networks, Ec2SecurityGroup Group) Given()
    {
        var networks = new Networks();
        return (networks, networks.Group());
    }

    private static ValueList<SecurityGroupRule> Allow(Networks networks, Ec2SecurityGroup group, params ValueList<IpPermission> permissions) =>
        networks.Do(world => SecurityGroupRules.Authorize(world, networks.Now(group), permissions, isEgress: false, null));

    [Test]
    public void A_permission_becomes_a_rule_for_each_source()
    {
        var (networks, group) = Given();
        var other = networks.Group("other");
        var added = networks.Do(world => SecurityGroupRules.Authorize(world, group,
        [
            Web with
            {
                Ipv6Ranges = [new() { CidrIpv6 = "2001:db8::/32", Description = "six" }],
                UserIdGroupPairs = [new() { GroupId = other.Id, Description = "by id" }, new() { GroupName = "web", Description = "by name" }],
            },
        ], isEgress: false, Networks.Tagged("security-group-rule")));

        added.Select(rule => (rule.CidrIpv4, rule.CidrIpv6, rule.ReferencedGroupInfo?.GroupId, rule.Description)).Should().Equal(
            ("10.0.0.0/24", null, null, "office"), (null, "2001:db8::/32", null, "six"), (null, null, other.Id, "by id"), (null, null, group.Id, "by name"));
        added.Should().OnlyContain(rule => rule.GroupId == group.Id && rule.GroupOwnerId == "123456789012" && rule.IsEgress == false
            && rule.IpProtocol == "tcp" && rule.FromPort == 80 && rule.ToPort == 81 && rule.Tags!.SequenceEqual(Networks.Team));
        added[2].ReferencedGroupInfo!.UserId.Should().Be("123456789012");
        added.Select(rule => rule.SecurityGroupRuleId).Should().OnlyHaveUniqueItems().And.OnlyContain(id => id!.StartsWith("sgr-", StringComparison.Ordinal));
        networks.Now(group).Rules.Skip(1).Should().Equal(added);
        SecurityGroupRules.Permissions(networks.Now(group), isEgress: false).Should().ContainSingle().Which.Should().Be(new IpPermission
        {
            IpProtocol = "tcp",
            FromPort = 80,
            ToPort = 81,
            IpRanges = [new() { CidrIp = "10.0.0.0/24", Description = "office" }],
            Ipv6Ranges = [new() { CidrIpv6 = "2001:db8::/32", Description = "six" }],
            PrefixListIds = [],
            UserIdGroupPairs = [new() { GroupId = other.Id, UserId = "123456789012", Description = "by id" }, new() { GroupId = group.Id, UserId = "123456789012", Description = "by name" }],
        });
    }

    [TestCase("6", "tcp")]
    [TestCase("17", "udp")]
    [TestCase("1", "icmp")]
    [TestCase("58", "icmpv6")]
    [TestCase("all", "-1")]
    [TestCase("-1", "-1")]
    [TestCase("udp", "udp")]
    [TestCase("icmp", "icmp")]
    [TestCase("icmpv6", "icmpv6")]
    [TestCase("50", "50")]
    public void Protocols_have_names_and_numbers(string asked, string kept)
    {
        var (networks, group) = Given();
        Allow(networks, group, Web with { IpProtocol = asked })[0].IpProtocol.Should().Be(kept);
    }

    [Test]
    public void All_protocols_have_all_ports_and_ICMP_has_what_was_said_or_all()
    {
        var (networks, group) = Given();
        var rules = Allow(networks, group, Web with { IpProtocol = "-1" }, Web with { IpProtocol = "icmp", FromPort = 8, ToPort = 0 }, Web with { IpProtocol = "icmp", FromPort = null, ToPort = null });
        rules.Select(rule => (rule.FromPort, rule.ToPort)).Should().Equal((-1, -1), (8, 0), (-1, -1));
        SecurityGroupRules.Permissions(networks.Now(group), isEgress: false).Select(each => (each.IpProtocol, each.FromPort, each.ToPort)).Should().Equal(("-1", null, null), ("icmp", 8, 0), ("icmp", -1, -1));
    }

    [TestCase("tcp", 0, 65535)]
    [TestCase("udp", 53, 53)]
    public void Ports_go_from_0_to_65535(string protocol, int from, int to)
    {
        var (networks, group) = Given();
        Allow(networks, group, Web with { IpProtocol = protocol, FromPort = from, ToPort = to }).Should().ContainSingle();
    }

    [TestCase("tcp", -1, 80)]
    [TestCase("udp", 80, -1)]
    [TestCase("tcp", 65536, 65536)]
    [TestCase("tcp", 80, 65536)]
    [TestCase("tcp", 81, 80)]
    public void And_no_further(string protocol, int from, int to)
    {
        var (networks, group) = Given();
        networks.Refuses(Invalid, $"Invalid TCP/UDP port range ({from}:{to})", world => SecurityGroupRules.Authorize(world, group, [Web with { IpProtocol = protocol, FromPort = from, ToPort = to }], false, null));
    }

    [Test]
    public void What_makes_no_sense_is_refused()
    {
        var (networks, group) = Given();
        void Refused(string code, string message, params ValueList<IpPermission> permissions) =>
            networks.Refuses(code, message, world => SecurityGroupRules.Authorize(world, group, permissions, isEgress: false, null));

        Refused("MissingParameter", "The request must contain the parameter ipPermissions");
        Refused("MissingParameter", "The request must contain the parameter ipPermissions", Web with { IpRanges = null });
        Refused("MissingParameter", "The request must contain the parameter ipProtocol", Web with { IpProtocol = null });
        Refused("MissingParameter", "The request must contain the parameter cidrIpv6", Web with { Ipv6Ranges = [new()] });
        Refused("MissingParameter", "The request must contain the parameter groupId", Web with { UserIdGroupPairs = [new()] });
        Refused("InvalidGroup.NotFound", "The security group 'nobody' does not exist", Web with { UserIdGroupPairs = [new() { GroupName = "nobody" }] });
        Refused("InvalidPermission.Malformed", "Unsupported IP protocol \"http\"  - supported: [tcp, udp, icmp, icmpv6] or protocol number", Web with { IpProtocol = "http" });
        Refused(Invalid, "CIDR block office is malformed", Web with { IpRanges = [new() { CidrIp = "office" }] });
        Refused(Invalid, "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.", Web with { FromPort = null });
        Refused(Invalid, "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.", Web with { IpProtocol = "udp", ToPort = null });
    }

    [Test]
    public void A_rule_exists_once_whatever_is_written_beside_it()
    {
        var (networks, group) = Given();
        Allow(networks, group, Web, Web with { IpProtocol = "-1" }, Web with { IpProtocol = "50" });
        void Exists(string words, IpPermission again) => networks.Refuses("InvalidPermission.Duplicate", $"the specified rule \"{words}\" already exists",
            world => SecurityGroupRules.Authorize(world, networks.Now(group), [again], isEgress: false, null));
        Exists("peer: 10.0.0.0/24, TCP, from port: 80, to port: 81, ALLOW", Web with { IpRanges = [new() { CidrIp = "10.0.0.0/24" }] });
        Exists("peer: 10.0.0.0/24, ALL, ALLOW", Web with { IpProtocol = "-1" });
        Exists("peer: 10.0.0.0/24, 50, ALLOW", Web with { IpProtocol = "50" });
        Allow(networks, group, Web with { Ipv6Ranges = [new() { CidrIpv6 = "::/0" }], IpRanges = null });
        Exists("peer: ::/0, TCP, from port: 80, to port: 81, ALLOW", Web with { Ipv6Ranges = [new() { CidrIpv6 = "::/0" }], IpRanges = null });
        Allow(networks, group, Web with { IpProtocol = "udp", UserIdGroupPairs = [new() { GroupId = group.Id }], IpRanges = null });
        Exists($"peer: {group.Id}, UDP, from port: 80, to port: 81, ALLOW", Web with { IpProtocol = "udp", UserIdGroupPairs = [new() { GroupId = group.Id }], IpRanges = null });
    }

    [Test]
    public void Sixty_rules_each_way()
    {
        var (networks, group) = Given();
        IpPermission Sources(int from, int count) => Web with { IpRanges = Enumerable.Range(from, count).Select(i => new IpRange { CidrIp = $"10.0.{i}.0/24" }).ToValueList() };
        Allow(networks, group, Sources(0, 60)).Should().HaveCount(60);
        networks.Refuses("RulesPerSecurityGroupLimitExceeded", "The maximum number of rules per security group has been reached.", world => SecurityGroupRules.Authorize(world, networks.Now(group), [Sources(60, 1)], false, null));
        networks.Do(world => SecurityGroupRules.Authorize(world, networks.Now(group), [Sources(0, 59)], isEgress: true, null)).Should().HaveCount(59, "one rule lets everything out");
    }

    [Test]
    public void Rules_are_revoked_by_what_they_say()
    {
        var (networks, group) = Given();
        var added = Allow(networks, group, Web, Web with { FromPort = 443, ToPort = 443 });
        var revoked = networks.Do(world => SecurityGroupRules.Revoke(world, networks.Now(group), [Web], null, isEgress: false));
        revoked.Should().Equal(added[0]);
        networks.Now(group).Rules.Should().HaveCount(2).And.Contain(added[1]);
        networks.Refuses("InvalidPermission.NotFound", "The specified rule does not exist in this security group.", world => SecurityGroupRules.Revoke(world, networks.Now(group), [Web], null, isEgress: false));
        networks.Refuses("MissingParameter", "The request must contain the parameter ipPermissions", world => SecurityGroupRules.Revoke(world, networks.Now(group), [], null, isEgress: false));
    }

    [Test]
    public void Or_by_their_ids_of_that_direction()
    {
        var (networks, group) = Given();
        var id = Allow(networks, group, Web)[0].SecurityGroupRuleId!;
        networks.Refuses("InvalidSecurityGroupRuleId.NotFound", $"The security group rule ID '{id}' does not exist", world => SecurityGroupRules.Revoke(world, networks.Now(group), [], [id], isEgress: true));
        networks.Refuses("InvalidSecurityGroupRuleId.NotFound", "The security group rule ID 'sgr-1' does not exist", world => SecurityGroupRules.Revoke(world, networks.Now(group), [], ["sgr-1"], isEgress: false));
        networks.Do(world => SecurityGroupRules.Revoke(world, networks.Now(group), [], [id], isEgress: false)).Should().ContainSingle();
        networks.Now(group).Rules.Should().OnlyContain(rule => rule.IsEgress == true);
    }

    [TestCase(0, 65535, true)]
    [TestCase(65535, 65535, true)]
    [TestCase(0, 0, true)]
    [TestCase(-1, 80, false)]
    [TestCase(80, 65536, false)]
    [TestCase(81, 80, false)]
    public void Ports_go_from_0_to_65535(int from, int to, bool isAccepted)
    {
        var (networks, group) = Given();
        var allow = FluentActions.Invoking(() => Allow(networks, group, Web with { FromPort = from, ToPort = to }));
        if (isAccepted) allow.Should().NotThrow().Which.Should().ContainSingle().Which.ToPort.Should().Be(to);
        else allow.Should().Throw<ApiException>().WithMessage($"Invalid TCP/UDP port range ({from}:{to})").Which.Code.Should().Be(Invalid);
    }
}
