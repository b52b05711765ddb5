using System.Text.RegularExpressions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Ec2;

/// <summary>CreateSecurityGroup, DeleteSecurityGroup, and how requests name groups.</summary>
public static partial class SecurityGroups
{
    public const string DefaultName = "default";

    /// <param name="seed">32 random hexadecimal digits.</param>
    public static (World World, Ec2SecurityGroup Group) Create(World world, CreateSecurityGroupRequest request, string seed)
    {
        var name = string.IsNullOrEmpty(request.GroupName) ? throw Ec2Refusal.Missing("groupName") : request.GroupName;
        var description = string.IsNullOrEmpty(request.Description) ? throw Ec2Refusal.Missing("groupDescription") : request.Description;
        if (!Text().IsMatch(name) || name.StartsWith("sg-", StringComparison.Ordinal))
            throw Ec2Refusal.Invalid(name, "GroupName", "Group names may not be in the format sg-*.");
        if (!Text().IsMatch(description)) throw Ec2Refusal.Invalid(description, "GroupDescription", "Character sets beyond ASCII are not supported.");
        if (name == DefaultName) throw Ec2Refusal.Of("InvalidParameterValue", "Cannot use reserved security group name: default");
        var vpc = request.VpcId is null ? DefaultNetwork.DefaultVpcId(world) ?? throw Ec2Refusal.NoDefaultVpc() : Vpcs.Find(world, request.VpcId).Id;
        if (In(world, vpc, name) is not null) throw Ec2Refusal.Of("InvalidGroup.Duplicate", $"The security group '{name}' already exists for VPC '{vpc}'");
        var id = Ec2Ids.Of("sg", seed);
        var group = new Ec2SecurityGroup(id, vpc, name, description)
        {
            Rules = [SecurityGroupRules.AllowAll(world.Scope, id, isEgress: true, "0.0.0.0/0", null)],
            Tags = Ec2Tags.Of(request.TagSpecifications, "security-group"),
        };
        return (world.Put(group), group);
    }

    public static (World World, Ec2SecurityGroup Group) Delete(World world, string? id, string? name)
    {
        var group = Named(world, id, name);
        if (group.Name == DefaultName)
            throw Ec2Refusal.Of("CannotDelete", $"the specified group: \"{group.Id}\" name: \"default\" cannot be deleted by a user");
        var isUsed = NetworkInterfaces.All(world).Any(each => each.SecurityGroupIds.Contains(group.Id))
            || world.Ec2<Ec2SecurityGroup>(EntityKind.SecurityGroup, group.VpcId).Any(other => other != group && other.Rules.Any(rule => rule.ReferencedGroupInfo?.GroupId == group.Id));
        return isUsed ? throw Ec2Refusal.Dependency($"resource {group.Id} has a dependent object") : (world.Remove(group), group);
    }

    /// <summary>The group that a request names by id, or by name within the default VPC.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public static Ec2SecurityGroup Named(World world, string? id, string? name)
    {
        if (id is not null) return Find(world, id);
        if (name is null) throw Ec2Refusal.Of("MissingParameter", "The request must contain the parameter groupName or groupId");
        var vpc = DefaultNetwork.DefaultVpcId(world) ?? throw Ec2Refusal.NoDefaultVpc();
        return In(world, vpc, name) ?? throw Ec2Refusal.Of("InvalidGroup.NotFound", $"The security group '{name}' does not exist in default VPC '{vpc}'");
    }

    /// <exception cref="ApiException">There is none of that id.</exception>
    public static Ec2SecurityGroup Find(World world, string id)
    {
        if (world.FindEc2<Ec2SecurityGroup>(id) is { } group) return group;
        throw id.StartsWith("sg-", StringComparison.Ordinal) ? Ec2Refusal.GroupNotFound(id) : Ec2Refusal.Malformed("InvalidGroupId.Malformed", id, "sg");
    }

    public static Ec2SecurityGroup? In(World world, string vpcId, string name) =>
        world.Ec2<Ec2SecurityGroup>(EntityKind.SecurityGroup, vpcId).FirstOrDefault(group => group.Name == name);

    internal static string DefaultIdOf(string vpcId) => Ec2Ids.Derive("sg", vpcId, DefaultName);

    /// <summary>It lets its members talk to each other and out.</summary>
    internal static Ec2SecurityGroup DefaultOf(AccountRegion scope, string vpcId)
    {
        var id = DefaultIdOf(vpcId);
        return new(id, vpcId, DefaultName, "default VPC security group")
        {
            Rules =
            [
                SecurityGroupRules.AllowAll(scope, id, isEgress: false, null, id),
                SecurityGroupRules.AllowAll(scope, id, isEgress: true, "0.0.0.0/0", null),
            ],
        };
    }

    [GeneratedRegex(@"^[a-zA-Z0-9 ._\-:/()#,@\[\]+=&;{}!$*]{1,255}\z")]
    private static partial Regex Text();
}
