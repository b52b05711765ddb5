using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Server.Api.Ec2;

internal sealed partial class Ec2Api
{
    private static readonly Ec2Filters<SecurityGroup> s_groupFilters = new Ec2Filters<SecurityGroup>(group => group.Tags)
    {
        ["description"] = group => group.Description,
        ["group-id"] = group => group.GroupId,
        ["group-name"] = group => group.GroupName,
        ["owner-id"] = group => group.OwnerId,
        ["vpc-id"] = group => group.VpcId,
    }
        .Many("ip-permission.cidr", group => (group.IpPermissions ?? []).SelectMany(each => each.IpRanges ?? []).Select(range => range.CidrIp))
        .Many("ip-permission.from-port", group => (group.IpPermissions ?? []).Select(each => $"{each.FromPort}"))
        .Many("ip-permission.to-port", group => (group.IpPermissions ?? []).Select(each => $"{each.ToPort}"))
        .Many("ip-permission.protocol", group => (group.IpPermissions ?? []).Select(each => each.IpProtocol))
        .Many("ip-permission.group-id", group => (group.IpPermissions ?? []).SelectMany(each => each.UserIdGroupPairs ?? []).Select(pair => pair.GroupId));

    private static readonly Ec2Filters<SecurityGroupRule> s_ruleFilters = new(rule => rule.Tags)
    {
        ["group-id"] = rule => rule.GroupId,
        ["security-group-rule-id"] = rule => rule.SecurityGroupRuleId,
    };

    public ValueTask<CreateSecurityGroupResponse> CreateSecurityGroupAsync(CreateSecurityGroupRequest request, RequestContext context) => Make(context, request.DryRun, (world, seed, _) =>
    {
        var (next, group) = SecurityGroups.Create(world, request, seed);
        return (next, new CreateSecurityGroupResponse { GroupId = group.Id, SecurityGroupArn = ArnOf(next, group.Id), Tags = group.Tags });
    });

    public ValueTask<DeleteSecurityGroupResponse> DeleteSecurityGroupAsync(DeleteSecurityGroupRequest request, RequestContext context) => Write(context, request.DryRun, (world, _) =>
    {
        var (next, group) = SecurityGroups.Delete(world, request.GroupId, request.GroupName);
        return (next, new DeleteSecurityGroupResponse { Return = true, GroupId = group.Id });
    });

    public ValueTask<AuthorizeSecurityGroupIngressResponse> AuthorizeSecurityGroupIngressAsync(AuthorizeSecurityGroupIngressRequest request, RequestContext context) => Write(context, request.DryRun, (world, _) =>
    {
        var group = SecurityGroups.Named(world, request.GroupId, request.GroupName);
        var permissions = request.IpPermissions ?? Single(request.IpProtocol, request.FromPort, request.ToPort, request.CidrIp, request.SourceSecurityGroupName);
        var (next, added) = SecurityGroupRules.Authorize(world, group, permissions, isEgress: false, request.TagSpecifications);
        return (next, new AuthorizeSecurityGroupIngressResponse { Return = true, SecurityGroupRules = added });
    });

    public ValueTask<AuthorizeSecurityGroupEgressResponse> AuthorizeSecurityGroupEgressAsync(AuthorizeSecurityGroupEgressRequest request, RequestContext context) => Write(context, request.DryRun, (world, _) =>
    {
        var group = SecurityGroups.Named(world, request.GroupId, null);
        var permissions = request.IpPermissions ?? Single(request.IpProtocol, request.FromPort, request.ToPort, request.CidrIp, request.SourceSecurityGroupName);
        var (next, added) = SecurityGroupRules.Authorize(world, group, permissions, isEgress: true, request.TagSpecifications);
        return (next, new AuthorizeSecurityGroupEgressResponse { Return = true, SecurityGroupRules = added });
    });

    public ValueTask<RevokeSecurityGroupIngressResponse> RevokeSecurityGroupIngressAsync(RevokeSecurityGroupIngressRequest request, RequestContext context) => Write(context, request.DryRun, (world, _) =>
    {
        var group = SecurityGroups.Named(world, request.GroupId, request.GroupName);
        var permissions = request.IpPermissions ?? Single(request.IpProtocol, request.FromPort, request.ToPort, request.CidrIp, request.SourceSecurityGroupName);
        var (next, revoked) = SecurityGroupRules.Revoke(world, group, permissions, request.SecurityGroupRuleIds, isEgress: false);
        return (next, new RevokeSecurityGroupIngressResponse { Return = true, RevokedSecurityGroupRules = Revoked(revoked) });
    });

    public ValueTask<RevokeSecurityGroupEgressResponse> RevokeSecurityGroupEgressAsync(RevokeSecurityGroupEgressRequest request, RequestContext context) => Write(context, request.DryRun, (world, _) =>
    {
        var group = SecurityGroups.Named(world, request.GroupId, null);
        var permissions = request.IpPermissions ?? Single(request.IpProtocol, request.FromPort, request.ToPort, request.CidrIp, request.SourceSecurityGroupName);
        var (next, revoked) = SecurityGroupRules.Revoke(world, group, permissions, request.SecurityGroupRuleIds, isEgress: true);
        return (next, new RevokeSecurityGroupEgressResponse { Return = true, RevokedSecurityGroupRules = Revoked(revoked) });
    });

    public ValueTask<DescribeSecurityGroupsResponse> DescribeSecurityGroupsAsync(DescribeSecurityGroupsRequest request, RequestContext context)
    {
        var world = Read(context);
        var all = request.GroupIds is { Count: > 0 } ids ? ids.Distinct().Select(id => SecurityGroups.Find(world, id))
            : request.GroupNames is { Count: > 0 } names ? names.Distinct().Select(name => SecurityGroups.Named(world, null, name))
            : world.Ec2<Ec2SecurityGroup>(EntityKind.SecurityGroup);
        var (page, token) = Ec2Page.Of(s_groupFilters.Apply(all.Select(group => View(world, group)), request.Filters), request.MaxResults, request.NextToken);
        return Answer(request.DryRun, new DescribeSecurityGroupsResponse { SecurityGroups = page, NextToken = token });
    }

    public ValueTask<DescribeSecurityGroupRulesResponse> DescribeSecurityGroupRulesAsync(DescribeSecurityGroupRulesRequest request, RequestContext context)
    {
        var all = Read(context).Ec2<Ec2SecurityGroup>(EntityKind.SecurityGroup).SelectMany(group => group.Rules).ToList();
        if (request.SecurityGroupRuleIds is { Count: > 0 } ids)
        {
            if (ids.FirstOrDefault(id => all.TrueForAll(rule => rule.SecurityGroupRuleId != id)) is { } unknown)
                throw Ec2Refusal.Of("InvalidSecurityGroupRuleId.NotFound", $"The security group rule ID '{unknown}' does not exist");
            all = all.FindAll(rule => ids.Contains(rule.SecurityGroupRuleId!));
        }
        var (page, token) = Ec2Page.Of(s_ruleFilters.Apply(all, request.Filters), request.MaxResults, request.NextToken);
        return Answer(request.DryRun, new DescribeSecurityGroupRulesResponse { SecurityGroupRules = page, NextToken = token });
    }

    /// <summary>The short form, in which one permission is spread over the request; none where it names no protocol.</summary>
    private static ValueList<IpPermission> Single(string? protocol, int? from, int? to, string? block, string? group) => protocol is null ? [] :
    [
        new()
        {
            IpProtocol = protocol,
            FromPort = from,
            ToPort = to,
            IpRanges = block is null ? [] : [new() { CidrIp = block }],
            UserIdGroupPairs = group is null ? [] : [new() { GroupName = group }],
        },
    ];

    private static ValueList<RevokedSecurityGroupRule> Revoked(ValueList<SecurityGroupRule> rules) => rules.Select(rule => new RevokedSecurityGroupRule
    {
        SecurityGroupRuleId = rule.SecurityGroupRuleId,
        GroupId = rule.GroupId,
        IsEgress = rule.IsEgress,
        IpProtocol = rule.IpProtocol,
        FromPort = rule.FromPort,
        ToPort = rule.ToPort,
        CidrIpv4 = rule.CidrIpv4,
        CidrIpv6 = rule.CidrIpv6,
        ReferencedGroupId = rule.ReferencedGroupInfo?.GroupId,
        Description = rule.Description,
    }).ToValueList();

    private static SecurityGroup View(World world, Ec2SecurityGroup group) => new()
    {
        GroupId = group.Id,
        GroupName = group.Name,
        Description = group.Description,
        VpcId = group.VpcId,
        OwnerId = world.Scope.Account,
        SecurityGroupArn = ArnOf(world, group.Id),
        IpPermissions = SecurityGroupRules.Permissions(group, isEgress: false),
        IpPermissionsEgress = SecurityGroupRules.Permissions(group, isEgress: true),
        Tags = group.Tags,
    };

    private static string ArnOf(World world, string groupId) => $"arn:aws:ec2:{world.Scope.Region}:{world.Scope.Account}:security-group/{groupId}";
}
