using Workbook.Orchestration.Ec2;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Tests.Network;

/// <summary>See "Tag your Amazon EC2 resources".</summary>
public class TagTests
{
    private const string Invalid = "InvalidParameterValue";

    private static ValueList<Tag> Many(int count, string prefix = "k") => Enumerable.Range(0, count).Select(i => new Tag { Key = $"{prefix}{i:D2}", Value = "" }).ToValueList();

    private static ValueList<Tag> After(ValueList<Tag> before, DeleteTagsRequest delete)
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        networks.Do(world => world.Put(vpc with { Tags = before }));
        networks.Do(world => Ec2Tags.Delete(world, delete with { Resources = [vpc.Id] }));
        return networks.Now(vpc).Tags;
    }

    [Test]
    public void Tags_are_put_on_all_that_are_named_and_replace_those_of_the_same_key()
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        var table = networks.Table(vpc);
        networks.Do(world => Ec2Tags.Create(world, new() { Resources = [vpc.Id, table.Id], Tags = [new() { Key = "team", Value = "blue" }, new() { Key = "a" }] }));
        networks.Do(world => Ec2Tags.Create(world, new() { Resources = [vpc.Id], Tags = [new() { Key = "team", Value = "red" }] }));
        networks.Now(vpc).Tags.Should().Equal(new Tag { Key = "a", Value = "" }, new Tag { Key = "team", Value = "red" });
        networks.Now(table).Tags.Should().Equal(new Tag { Key = "a", Value = "" }, new Tag { Key = "team", Value = "blue" });
    }

    [Test]
    public void A_resource_has_up_to_fifty_of_its_owner_s()
    {
        var networks = new Networks();
        var vpc = networks.Vpc();
        networks.Do(world => world.Put(vpc with { Tags = [new() { Key = "aws:from", Value = "AWS" }] }));
        networks.Do(world => Ec2Tags.Create(world, new() { Resources = [vpc.Id], Tags = Many(50) }));
        networks.Now(vpc).Tags.Should().HaveCount(51);
        networks.Refuses("TagLimitExceeded", "The maximum number of Tags has been reached.", world => Ec2Tags.Create(world, new() { Resources = [vpc.Id], Tags = Networks.Team }));
        networks.Refuses("TagLimitExceeded", "The maximum number of Tags has been reached.", world => Ec2Tags.Check(Many(51)));
    }

    [Test]
    public void Something_has_to_be_said_of_something()
    {
        var networks = new Networks();
        networks.Refuses("MissingParameter", "The request must contain the parameter resourceIdSet", world => Ec2Tags.Create(world, new() { Resources = [], Tags = Networks.Team }));
        networks.Refuses("MissingParameter", "The request must contain the parameter tagSet", world => Ec2Tags.Create(world, new() { Resources = [networks.DefaultVpc], Tags = [] }));
        networks.Refuses("MissingParameter", "The request must contain the parameter resourceIdSet", world => Ec2Tags.Delete(world, new() { Resources = [] }));
        networks.Refuses("InvalidID", "The ID 'vpc-1' is not valid", world => Ec2Tags.Create(world, new() { Resources = ["vpc-1"], Tags = Networks.Team }));
        networks.Refuses("InvalidID", "The ID 'ec2-account' is not valid", world => Ec2Tags.Delete(world, new() { Resources = [Ec2Account.OnlyId] }));
    }

    [Test]
    public void Keys_and_values_have_rules()
    {
        var networks = new Networks();
        Ec2Tags.Check(null).Should().BeEmpty();
        Ec2Tags.Check([new() { Key = new string('k', 127), Value = new string('v', 255) }]).Should().ContainSingle();
        networks.Refuses(Invalid, "Tag key cannot be empty.", _ => Ec2Tags.Check([new() { Key = "" }]));
        networks.Refuses(Invalid, "Tag key cannot be empty.", _ => Ec2Tags.Check([new()]));
        networks.Refuses(Invalid, "Value (aws:x) for parameter tag is invalid. Tag keys starting with 'aws:' are reserved for internal use", _ => Ec2Tags.Check([new() { Key = "aws:x" }]));
        networks.Refuses(Invalid, "Tag key exceeds the maximum length of 127 characters", _ => Ec2Tags.Check([new() { Key = new string('k', 128) }]));
        networks.Refuses(Invalid, "Tag value exceeds the maximum length of 255 characters", _ => Ec2Tags.Check([new() { Key = "k", Value = new string('v', 256) }]));
        networks.Refuses(Invalid, "Duplicate tag key 'k' specified.", _ => Ec2Tags.Check([new() { Key = "k" }, new() { Key = "k" }]));
    }

    [Test]
    public void Tags_are_deleted_by_key_and_value_or_all_but_those_of_AWS()
    {
        ValueList<Tag> before = [new() { Key = "aws:from", Value = "AWS" }, new() { Key = "cost", Value = "1" }, new() { Key = "team", Value = "blue" }];
        string?[] Left(params ValueList<Tag> named) => [.. After(before, new() { Tags = named }).Select(tag => tag.Key)];
        Left().Should().Equal("aws:from");
        Left(new Tag { Key = "team" }).Should().Equal("aws:from", "cost");
        Left(new Tag { Key = "team", Value = "blue" }).Should().Equal("aws:from", "cost");
        Left(new Tag { Key = "team", Value = "red" }).Should().Equal("aws:from", "cost", "team");
        Left(new Tag { Key = "aws:from" }).Should().Equal("aws:from", "cost", "team");
    }
}
