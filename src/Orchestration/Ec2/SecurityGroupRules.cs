using System.Globalization;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Ec2;

/// <summary>Authorizing and revoking: permissions, which name many sources at once, become one rule for each.</summary>
public static class SecurityGroupRules
{
    private const string AllProtocols = "-1";
    private const int Most = 60;

    /// <summary>Adds rules.</summary>
    /// <exception cref="ApiException">One of them exists, or breaks a rule.</exception>
    public static (World World, ValueList<SecurityGroupRule> Added) Authorize(
        World world, Ec2SecurityGroup group, ValueList<IpPermission> permissions, bool isEgress, ValueList<TagSpecification>? tags)
    {
        var own = Ec2Tags.Of(tags, "security-group-rule");
        var added = permissions.SelectMany(permission => Rules(world, group, permission, isEgress))
            .Select(rule => rule with { SecurityGroupRuleId = IdOf(rule), Tags = own })
            .ToValueList();
        if (added.Count == 0) throw Ec2Refusal.Missing("ipPermissions");
        var rules = group.Rules.ToList();
        foreach (var rule in added)
        {
            if (rules.Any(each => IsSame(each, rule))) throw Ec2Refusal.Of("InvalidPermission.Duplicate", $"the specified rule \"{Words(rule)}\" already exists");
            rules.Add(rule);
        }
        if (rules.Count(rule => rule.IsEgress == isEgress) > Most) throw Ec2Refusal.Of("RulesPerSecurityGroupLimitExceeded", "The maximum number of rules per security group has been reached.");
        return (world.Put(group with { Rules = rules.ToValueList() }), added);
    }

    /// <summary>Takes rules away, by id or by what they say.</summary>
    /// <exception cref="ApiException">One of them does not exist.</exception>
    public static (World World, ValueList<SecurityGroupRule> Revoked) Revoke(
        World world, Ec2SecurityGroup group, ValueList<IpPermission> permissions, ValueList<string>? ids, bool isEgress)
    {
        var revoked = new List<SecurityGroupRule>();
        foreach (var id in ids ?? [])
        {
            revoked.Add(group.Rules.FirstOrDefault(rule => rule.SecurityGroupRuleId == id && rule.IsEgress == isEgress)
                ?? throw Ec2Refusal.Of("InvalidSecurityGroupRuleId.NotFound", $"The security group rule ID '{id}' does not exist"));
        }
        foreach (var wanted in permissions.SelectMany(permission => Rules(world, group, permission, isEgress)))
        {
            revoked.Add(group.Rules.FirstOrDefault(rule => IsSame(rule, wanted))
                ?? throw Ec2Refusal.Of("InvalidPermission.NotFound", "The specified rule does not exist in this security group."));
        }
        if (revoked.Count == 0) throw Ec2Refusal.Missing("ipPermissions");
        return (world.Put(group with { Rules = group.Rules.Where(rule => !revoked.Contains(rule)).ToValueList() }), revoked.ToValueList());
    }

    /// <summary>Puts rules together as DescribeSecurityGroups shows them: one permission for each protocol and range of ports.</summary>
    public static ValueList<IpPermission> Permissions(Ec2SecurityGroup group, bool isEgress) => group.Rules
        .Where(rule => rule.IsEgress == isEgress)
        .GroupBy(rule => (rule.IpProtocol, rule.FromPort, rule.ToPort))
        .Select(rules => new IpPermission
        {
            IpProtocol = rules.Key.IpProtocol,
            FromPort = rules.Key.IpProtocol == AllProtocols ? null : rules.Key.FromPort,
            ToPort = rules.Key.IpProtocol == AllProtocols ? null : rules.Key.ToPort,
            IpRanges = rules.Where(rule => rule.CidrIpv4 is not null).Select(rule => new IpRange { CidrIp = rule.CidrIpv4, Description = rule.Description }).ToValueList(),
            Ipv6Ranges = rules.Where(rule => rule.CidrIpv6 is not null).Select(rule => new Ipv6Range { CidrIpv6 = rule.CidrIpv6, Description = rule.Description }).ToValueList(),
            PrefixListIds = [],
            UserIdGroupPairs = rules.Where(rule => rule.ReferencedGroupInfo is not null)
                .Select(rule => new UserIdGroupPair { GroupId = rule.ReferencedGroupInfo!.GroupId, UserId = rule.ReferencedGroupInfo.UserId, Description = rule.Description })
                .ToValueList(),
        })
        .ToValueList();

    internal static SecurityGroupRule AllowAll(AccountRegion scope, string groupId, bool isEgress, string? block, string? fromGroup)
    {
        var rule = Rule(scope, groupId, isEgress, new() { IpProtocol = AllProtocols }) with { CidrIpv4 = block, ReferencedGroupInfo = Reference(scope, fromGroup) };
        return rule with { SecurityGroupRuleId = IdOf(rule), Tags = [] };
    }

    private static IEnumerable<SecurityGroupRule> Rules(World world, Ec2SecurityGroup group, IpPermission permission, bool isEgress)
    {
        var protocol = Protocol(permission.IpProtocol ?? throw Ec2Refusal.Missing("ipProtocol"));
        CheckPorts(protocol, permission.FromPort, permission.ToPort);
        var rule = Rule(world.Scope, group.Id, isEgress, permission with { IpProtocol = protocol });
        foreach (var range in permission.IpRanges ?? [])
        {
            if (!Cidr.TryParse(range.CidrIp, out var cidr)) throw Ec2Refusal.Of("InvalidParameterValue", $"CIDR block {range.CidrIp} is malformed");
            yield return rule with { CidrIpv4 = cidr.ToString(), Description = range.Description };
        }
        foreach (var range in permission.Ipv6Ranges ?? [])
            yield return rule with { CidrIpv6 = range.CidrIpv6 ?? throw Ec2Refusal.Missing("cidrIpv6"), Description = range.Description };
        foreach (var pair in permission.UserIdGroupPairs ?? [])
        {
            var source = pair.GroupId is null
                ? SecurityGroups.In(world, group.VpcId, pair.GroupName ?? throw Ec2Refusal.Missing("groupId")) ?? throw Ec2Refusal.GroupNotFound(pair.GroupName)
                : SecurityGroups.Find(world, pair.GroupId);
            yield return rule with { ReferencedGroupInfo = Reference(world.Scope, source.Id), Description = pair.Description };
        }
    }

    private static SecurityGroupRule Rule(AccountRegion scope, string groupId, bool isEgress, IpPermission permission) => new()
    {
        GroupId = groupId,
        GroupOwnerId = scope.Account,
        IsEgress = isEgress,
        IpProtocol = permission.IpProtocol,
        FromPort = permission.IpProtocol == AllProtocols ? -1 : permission.FromPort ?? -1,
        ToPort = permission.IpProtocol == AllProtocols ? -1 : permission.ToPort ?? -1,
    };

    private static ReferencedSecurityGroup? Reference(AccountRegion scope, string? groupId) =>
        groupId is null ? null : new() { GroupId = groupId, UserId = scope.Account };

    private static string Protocol(string protocol) => protocol switch
    {
        "6" => "tcp",
        "17" => "udp",
        "1" => "icmp",
        "58" => "icmpv6",
        "all" => AllProtocols,
        "tcp" or "udp" or "icmp" or "icmpv6" or AllProtocols => protocol,
        _ when byte.TryParse(protocol, NumberStyles.None, CultureInfo.InvariantCulture, out _) => protocol,
        _ => throw Ec2Refusal.Of("InvalidPermission.Malformed", $"Unsupported IP protocol \"{protocol}\"  - supported: [tcp, udp, icmp, icmpv6] or protocol number"),
    };

    private static void CheckPorts(string protocol, int? from, int? to)
    {
        if (protocol is not ("tcp" or "udp")) return;
        if (from is null || to is null) throw Ec2Refusal.Of("InvalidParameterValue", "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
        if (from is < 0 or > 65535 || to is < 0 or > 65535 || to < from) throw Ec2Refusal.Of("InvalidParameterValue", $"Invalid TCP/UDP port range ({from}:{to})");
    }

    // The same source twice is the same rule, whatever is written beside it.
    private static bool IsSame(SecurityGroupRule one, SecurityGroupRule other) => IdOf(one) == IdOf(other);

    private static string IdOf(SecurityGroupRule rule) => Ec2Ids.Derive("sgr", rule.GroupId!,
        $"{rule.IsEgress} {rule.IpProtocol} {rule.FromPort} {rule.ToPort} {rule.CidrIpv4}{rule.CidrIpv6}{rule.ReferencedGroupInfo?.GroupId}");

    private static string Words(SecurityGroupRule rule)
    {
        var peer = rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.ReferencedGroupInfo?.GroupId;
        var ports = rule.IpProtocol is "tcp" or "udp" ? $" from port: {rule.FromPort}, to port: {rule.ToPort}," : "";
        return $"peer: {peer}, {(rule.IpProtocol == AllProtocols ? "ALL" : rule.IpProtocol!.ToUpperInvariant())},{ports} ALLOW";
    }
}
