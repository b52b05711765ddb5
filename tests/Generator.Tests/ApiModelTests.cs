using Workbook.Generator.Model;

namespace Workbook.Generator.Tests;

public sealed class ApiModelTests
{
    [Test]
    public void A_model_is_linked()
    {
        var model = Models.Zoo;

        model.SdkName.Should().Be("ZooKeeping");
        model.Operations.Select(operation => operation.Name).Should().Equal("ListAnimals", "Feed");
        var list = model.Operations[0];
        list.Errors.Should().ContainSingle().Which.Error!.Status.Should().Be(423);
        list.Paginator!.ResultKeys.Should().Equal("page.animals");
        var animal = model.Shapes["Animals"].Element!.Shape;
        animal.Should().BeSameAs(model.Shapes["Animal"]);
        animal.Members.Where(member => member.IsRequired).Select(member => member.Name).Should().Equal("name");
        model.Shapes["Text"].Pattern.Should().Be("^[a-z]+$");
        model.Shapes["Count"].Min.Should().Be(-1);
        model.Shapes["Notes"].Value!.Shape.Kind.Should().Be(ShapeKind.List);
    }

    [TestCase("name", "Name")]
    [TestCase("DNSName", "DNSName")]
    [TestCase("enableECSManagedTags", "EnableECSManagedTags")]
    public void A_property_differs_in_its_first_character_only(string wire, string property) =>
        new Member("Owner", wire, Models.Zoo.Shapes["Text"], false, false, false).Property.Should().Be(property);

    [TestCase("\"type\": \"blob\"", "\"type\": \"blub\"", "*blub*")]
    [TestCase("\"shape\": \"Photo\"", "\"shape\": \"Foto\"", "*Animal.photo*Foto*")]
    [TestCase("\"serviceId\": \"Zoo Keeping\",", "", "*serviceId*")]
    public void A_wrong_model_is_refused(string right, string wrong, string message)
    {
        Models.Small.Should().Contain(right);
        FluentActions.Invoking(() => ApiModel.Parse(Models.Small.Replace(right, wrong, StringComparison.Ordinal)))
            .Should().Throw<FormatException>().WithMessage(message);
    }

    [Test]
    public void The_ecs_model_has_every_operation()
    {
        var ecs = Models.Ecs;
        ecs.Operations.Should().HaveCountGreaterThanOrEqualTo(88);
        ecs.Operations.Should().OnlyContain(operation => operation.Errors.Count > 0);
        ecs.TargetPrefix.Should().Be("AmazonEC2ContainerServiceV20141113");
    }
}
