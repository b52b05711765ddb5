using Workbook.Generator.Model;
using Workbook.Generator.Server;
using Workbook.Generator.Shapes;

namespace Workbook.Generator.Tests;

/// <summary>The server's end of services that speak Query, in either dialect.</summary>
public sealed class QueryEmitterTests
{
    private static readonly Dictionary<string, string> Query = Emit(Models.Depot("query")), Ec2 = Emit(Models.Depot("ec2"));

    [Test]
    public void A_service_has_readers_and_writers_of_its_protocol_only()
    {
        Query.Keys.Should().BeEquivalentTo("Service", "Binding", "QueryReader", "XmlWriter", "Constraints");
        Emit(Models.Zoo).Keys.Should().BeEquivalentTo("Service", "Binding", "Reader", "Writer", "Constraints");
    }

    [Test]
    public void A_member_is_read_from_its_parameter()
    {
        Query["QueryReader"].Should().Contain("""
            public static StoreRequest? ReadStoreRequest(QueryInput form)
                {
                    if (!form.StartStructure()) return null;
                    return new StoreRequest
                    {
                        Boxes = ReadBoxes(form.At("boxSet")),
                        Marks = form.At("Mark").List<string>(QueryInput.StringElement),
                        Notes = ReadNotes(form.At("Notes")),
                        Old = form.At("Old").String(),
                        Dry = ReadFlag(form.At("dry")),
                        Content = form.At("Content").Blob(),
                    };
                }
            """);
        Query["QueryReader"].Should().Contain("ReadBoxes(QueryInput form) => form.List<Box>(\"item\", ReadBox);");
        Query["QueryReader"].Should().Contain("ReadNotes(QueryInput form) => form.Map<string>(\"entry\", \"Name\", \"value\", QueryInput.StringElement);");
    }

    [Test]
    public void EC2_raises_names_and_numbers_lists_at_once()
    {
        Ec2["QueryReader"].Should().Contain("Boxes = ReadBoxes(form.At(\"BoxSet\")),").And.Contain("Dry = ReadFlag(form.At(\"DryRun\")),");
        Ec2["QueryReader"].Should().Contain("ReadBoxes(QueryInput form) => form.List<Box>(ReadBox);");
    }

    [Test]
    public void A_member_is_written_in_its_element()
    {
        Query["XmlWriter"].Should().Contain("""
            public static void WriteStoreResponse(XmlOutput xml, StoreResponse value)
                {
                    xml.Member("boxSet"u8, value.Boxes, WriteBoxes);
                    xml.Elements("mark"u8, value.Marks, XmlOutput.Element);
                    xml.Member("Notes"u8, value.Notes, WriteNotes);
                }
            """);
        Query["XmlWriter"].Should().Contain("=> xml.Elements(\"item\"u8, value, WriteBox);");
        Query["XmlWriter"].Should().Contain("=> xml.Entries(\"entry\"u8, \"Name\"u8, \"value\"u8, value, XmlOutput.Element);");
        Query["XmlWriter"].Should().Contain("xml.Member(\"Box\"u8, value.BoxValue);", "C# has no member of its type's name");
    }

    [Test]
    public void An_operation_knows_the_element_around_its_result()
    {
        Query["Binding"].Should().Contain("Query = new(DepotQueryReader.ReadStoreRequest, DepotXmlWriter.WriteStoreResponse, \"StoreResult\")");
        Query["Binding"].Should().Contain("Query = new(DepotQueryReader.ReadFetchRequest, DepotXmlWriter.WriteFetchResponse, null)");
    }

    [Test]
    public void Constraints_are_named_as_each_dialect_names_them()
    {
        Query["Constraints"].Should().Contain("check.Missing(\"boxes\")").And.Contain("Member must satisfy enum value set: [s, m]");
        Ec2["Constraints"].Should().Contain("check.Missing(\"BoxSet\")").And.NotContain("[s, m]");
    }

    [Test]
    public void Only_operations_of_the_services_own_class_are_served()
    {
        var served = new ServerEmitter(new ServedOperations("DepotApi.Fetch,OtherApi.Store")).Emit(Models.Depot("query")).ToDictionary(file => file.Name, file => file.Source);

        served["Service"].Should().Contain("FetchAsync").And.NotContain("StoreAsync");
        served["Binding"].Should().Contain("UnservedOperation(\"Store\"").And.NotContain("UnservedOperation(\"Fetch\"");
    }

    [Test]
    public void Errors_have_the_code_that_clients_see_and_any_other_can_be_made()
    {
        var errors = new ShapesEmitter().Emit(Models.Depot("query")).Single(file => file.Name == "Errors").Source;

        errors.Should().Contain("FullFault(string message) => new(\"Full\", 409, message) { Shape = \"FullFault\" };").And.Contain("Create(string code, string message) => new(code, 400, message);");
    }

    [Test]
    public void Every_operation_of_the_real_models_has_both_ends()
    {
        foreach (var model in new[] { Models.Ec2, Models.AutoScaling })
        {
            var files = Emit(model);
            foreach (var operation in model.Operations)
            {
                files["QueryReader"].Should().Contain($"{operation.Input.Name}? Read{operation.Input.Name}(QueryInput form)");
                files["XmlWriter"].Should().Contain($"Write{operation.Output.Name}(XmlOutput xml, {operation.Output.Name} value)");
            }
        }
        Emit(Models.Ec2)["QueryReader"].Should().Contain("Values = ReadValueStringList(form.At(\"Value\"))").And.Contain("form.At(\"Filter\")");
        Emit(Models.AutoScaling)["Binding"].Should().Contain("\"DescribeAccountLimitsResult\"").And.Contain("\"CreateAutoScalingGroup\"");
    }

    private static Dictionary<string, string> Emit(ApiModel model) =>
        new ServerEmitter(new ServedOperations(string.Join(",", model.Operations.Select(operation => $"{model.Service}Api.{operation.Name}"))))
            .Emit(model).ToDictionary(file => file.Name, file => file.Source);
}
