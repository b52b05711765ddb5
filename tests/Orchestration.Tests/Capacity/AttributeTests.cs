using System.Globalization;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;
using Attribute = Workbook.Shapes.Ecs.Attribute;

namespace Workbook.Orchestration.Tests.Capacity;

/// <summary>Custom attributes of container instances.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class AttributeTests
{
    private readonly Story _story = new();
    private Instance _machine = null!;

    [SetUp]
    public void Begin() => _machine = _story.AddInstance();

    private string MachineArn => Arn.ContainerInstance(Story.Scope, "default", _machine.Id).ToString();

    private Attribute On(string name, string? value = null) => new() { Name = name, Value = value, TargetId = MachineArn };

    private ValueList<Attribute> Put(params ValueList<Attribute> attributes) =>
        _story.Change(world => AttributeRules.Put(world, new() { Attributes = attributes }));

    private ValueList<Attribute> Delete(params ValueList<Attribute> attributes) =>
        _story.Change(world => AttributeRules.Delete(world, new() { Attributes = attributes }));

    private List<string> Listed(string? name = null, string? value = null) =>
    [
        .. AttributeRules.List(_story.World, new() { TargetType = TargetType.ContainerInstance, AttributeName = name, AttributeValue = value })
            .Select(each => $"{each.Attribute.TargetId![^2..]} {each.Attribute.Name}={each.Attribute.Value}"),
    ];

    private static void Refuses(Action act, string code, string message) =>
        act.Should().Throw<ApiException>().WithMessage(message).Which.Code.Should().Be(code);

    [Test]
    public void An_attribute_is_put_replaced_and_deleted()
    {
        Put(On("stack", "blue"), On("flag")).Should().Equal(On("stack", "blue"), On("flag"));
        Put(On("stack", "green"));
        Listed("stack").Should().Equal("01 stack=green");
        Delete(On("stack"), On("never")).Should().Equal(On("stack", "green"));
        Listed("stack").Should().BeEmpty();
        Listed("flag").Should().Equal("01 flag=");
    }

    [Test]
    public void They_are_listed_by_name_and_value_over_all_machines_of_the_cluster()
    {
        _story.AddInstance(attributes: new Attribute { Name = "stack", Value = "blue" });
        Put(On("stack", "green"));
        Listed("stack").Should().Equal("01 stack=green", "02 stack=blue");
        Listed("stack", "blue").Should().Equal("02 stack=blue");
        Listed().Should().Contain("01 ecs.os-type=linux").And.OnlyHaveUniqueItems();
        Refuses(() => Listed(value: "blue"), "InvalidParameterException", "An attribute name must be specified*");
    }

    [Test]
    public void A_short_id_needs_its_type()
    {
        Put(new Attribute { Name = "stack", TargetId = _machine.Id, TargetType = TargetType.ContainerInstance }).Should().Equal(On("stack"));
        Refuses(() => Put(new Attribute { Name = "stack", TargetId = _machine.Id }), "InvalidParameterException", "targetType must be specified*");
        Refuses(() => Put(new Attribute { Name = "stack" }), "InvalidParameterException", "targetId can not be empty.");
    }

    [Test]
    public void A_machine_that_is_not_there_is_no_target()
    {
        var gone = On("stack") with { TargetId = MachineArn[..^32] + new string('e', 32) };
        Refuses(() => Put(gone), "TargetNotFoundException", "The specified target wasn't found.*");
        Refuses(() => Delete(gone), "TargetNotFoundException", "The specified target wasn't found.*");
        Refuses(() => AttributeRules.Put(_story.World, new() { Cluster = "other", Attributes = [On("stack")] }), "ClusterNotFoundException", "Cluster not found.");
    }

    [Test]
    public void A_machine_has_ten_custom_attributes_at_most_and_a_refused_call_changes_nothing()
    {
        ValueList<Attribute> Numbered(int from, int count) => Enumerable.Range(from, count).Select(number => On(number.ToString(CultureInfo.InvariantCulture))).ToValueList();
        Refuses(() => Put(Numbered(1, 11)), "InvalidParameterException", "attributes can have at most 10 items.");
        Put(Numbered(1, 9));
        Refuses(() => Put(Numbered(10, 2)), "AttributeLimitExceededException", "You can apply up to 10 custom attributes for each resource.*");
        Listed("10").Should().BeEmpty();
        Put(Numbered(9, 2));
        Listed("10").Should().HaveCount(1);
    }

    [TestCase("", "v", "Invalid attribute name*")]
    [TestCase("a b", "v", "Invalid attribute name*")]
    [TestCase("a:b", "v", "Invalid attribute name*")]
    [TestCase("a", "", "Invalid attribute value*")]
    [TestCase("a", " v", "Invalid attribute value*")]
    [TestCase("a", "v ", "Invalid attribute value*")]
    [TestCase("a", "v\n", "Invalid attribute value*")]
    [TestCase("a", "é", "Invalid attribute value*")]
    [TestCase("ecs.os-type", "plan9", "The attribute name 'ecs.os-type' is reserved*")]
    [TestCase("com.amazonaws.ecs.capability.x", null, "The attribute name 'com.amazonaws.ecs.capability.x' is reserved*")]
    public void Names_and_values_have_rules(string name, string? value, string message) =>
        Refuses(() => Put(On(name, value)), "InvalidParameterException", message);

    [Test]
    public void What_is_allowed_is_allowed_up_to_its_full_length()
    {
        var (name, value) = ("Az0-_/\\." + new string('n', 120), "Az0-_.@/\\: v" + new string('v', 116));
        Put(On(name, value)).Should().Equal(On(name, value));
        Refuses(() => Put(On(name + "n")), "InvalidParameterException", "Invalid attribute name*");
        Refuses(() => Put(On("a", value + "v")), "InvalidParameterException", "Invalid attribute value*");
        Refuses(() => Put(On("a"), On("a", "b")), "InvalidParameterException", "*only once.");
        Refuses(() => Put(), "InvalidParameterException", "attributes can not be empty.");
    }
}
