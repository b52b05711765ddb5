using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Tests.Network;

/// <summary>Security groups, and how requests name them.</summary>
public class SecurityGroupTests
{
    [Test]
    public void A_new_group_lets_everything_out_and_nothing_in()
    {
        var networks = new Networks();
        var group = networks.Do(world => SecurityGroups.Create(world, new() { GroupName = "web", Description = "for web", TagSpecifications = Networks.Tagged("security-group") }, networks.Seed()));
        group.Id.Should().StartWith("sg-");
        (group.Name, group.Description, group.VpcId).Should().Be(("web", "for web", networks.DefaultVpc));
        group.Tags.Should().Equal(Networks.Team);
        var rule = group.Rules.Should().ContainSingle().Which;
        (rule.IsEgress, rule.IpProtocol, rule.FromPort, rule.ToPort, rule.CidrIpv4, rule.GroupId, rule.GroupOwnerId).Should().Be((true, "-1", -1, -1, "0.0.0.0/0", group.Id, "123456789012"));
        rule.SecurityGroupRuleId.Should().StartWith("sgr-");
        SecurityGroupRules.Permissions(group, isEgress: false).Should().BeEmpty();
        SecurityGroupRules.Permissions(group, isEgress: true).Should().Equal(new IpPermission { IpProtocol = "-1", IpRanges = [new() { CidrIp = "0.0.0.0/0" }], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] });
    }

    [Test]
    public void A_name_is_given_once_in_a_VPC()
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        networks.Group();
        networks.Group(vpc: vpc.Id).VpcId.Should().Be(vpc.Id);
        CreateSecurityGroupRequest Web(string? in_) => new() { GroupName = "web", Description = "web", VpcId = in_ };
        networks.Refuses("InvalidGroup.Duplicate", $"The security group 'web' already exists for VPC '{networks.DefaultVpc}'", world => SecurityGroups.Create(world, Web(null), networks.Seed()));
        networks.Refuses("InvalidGroup.Duplicate", $"The security group 'web' already exists for VPC '{vpc.Id}'", world => SecurityGroups.Create(world, Web(vpc.Id), networks.Seed()));
    }

    [TestCase(null, "text", "MissingParameter", "The request must contain the parameter groupName")]
    [TestCase("", "text", "MissingParameter", "The request must contain the parameter groupName")]
    [TestCase("web", null, "MissingParameter", "The request must contain the parameter groupDescription")]
    [TestCase("web", "", "MissingParameter", "The request must contain the parameter groupDescription")]
    [TestCase("sg-web", "text", "InvalidParameterValue", "Value (sg-web) for parameter GroupName is invalid. Group names may not be in the format sg-*.")]
    [TestCase("wéb", "text", "InvalidParameterValue", "Value (wéb) for parameter GroupName is invalid. Group names may not be in the format sg-*.")]
    [TestCase("web", "ünlaut", "InvalidParameterValue", "Value (ünlaut) for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported.")]
    [TestCase("default", "text", "InvalidParameterValue", "Cannot use reserved security group name: default")]
    public void Names_and_descriptions_have_rules(string? name, string? description, string code, string message)
    {
        var networks = new Networks();
        networks.Refuses(code, message, world => SecurityGroups.Create(world, new() { GroupName = name, Description = description }, networks.Seed()));
    }

    [Test]
    public void Groups_are_named_by_id_or_in_the_default_VPC_by_name()
    {
        var networks = new Networks();
        var group = networks.Group();
        networks.Group("api", networks.Vpc().Id);
        SecurityGroups.Named(networks.World, group.Id, null).Should().Be(group);
        SecurityGroups.Named(networks.World, null, "web").Should().Be(group);
        networks.Refuses("InvalidGroup.NotFound", $"The security group 'api' does not exist in default VPC '{networks.DefaultVpc}'", world => SecurityGroups.Named(world, null, "api"));
        networks.Refuses("InvalidGroup.NotFound", "The security group 'sg-1' does not exist", world => SecurityGroups.Named(world, "sg-1", null));
        networks.Refuses("InvalidGroupId.Malformed", "Invalid id: \"web\" (expecting \"sg-...\")", world => SecurityGroups.Named(world, "web", null));
        networks.Refuses("MissingParameter", "The request must contain the parameter groupName or groupId", world => SecurityGroups.Named(world, null, null));
    }

    [Test]
    public void The_default_group_cannot_be_deleted()
    {
        var networks = new Networks();
        var group = networks.World.Ec2<Ec2SecurityGroup>(EntityKind.SecurityGroup, networks.DefaultVpc).Single();
        networks.Refuses("CannotDelete", $"the specified group: \"{group.Id}\" name: \"default\" cannot be deleted by a user", world => SecurityGroups.Delete(world, group.Id, null));
    }

    [Test]
    public void A_group_that_another_group_or_a_machine_names_stays()
    {
        var networks = new Networks();
        var (named, naming, worn) = (networks.Group("named"), networks.Group("naming"), networks.Group("worn"));
        networks.Do(world => SecurityGroupRules.Authorize(world, naming, [new() { IpProtocol = "-1", UserIdGroupPairs = [new() { GroupId = named.Id }] }], isEgress: false, null));
        networks.Launch(new() { SecurityGroupIds = [worn.Id], MinCount = 1, MaxCount = 1 });

        networks.Refuses("DependencyViolation", $"resource {named.Id} has a dependent object", world => SecurityGroups.Delete(world, named.Id, null));
        networks.Refuses("DependencyViolation", $"resource {worn.Id} has a dependent object", world => SecurityGroups.Delete(world, null, "worn"));
        networks.Do(world => SecurityGroups.Delete(world, naming.Id, null)).Id.Should().Be(naming.Id);
        networks.Do(world => SecurityGroups.Delete(world, null, "named")).Id.Should().Be(named.Id);
        networks.World.FindEc2<Ec2SecurityGroup>(named.Id).Should().BeNull();
    }

    [Test]
    public void Naming_itself_keeps_no_group()
    {
        var networks = new Networks();
        var group = networks.Group();
        networks.Do(world => SecurityGroupRules.Authorize(world, group, [new() { IpProtocol = "-1", UserIdGroupPairs = [new() { GroupId = group.Id }] }], isEgress: false, null));
        networks.Do(world => SecurityGroups.Delete(world, group.Id, null));
        networks.World.FindEc2<Ec2SecurityGroup>(group.Id).Should().BeNull();
    }
}
