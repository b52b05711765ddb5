using Workbook.Generator.Model;
using Workbook.Generator.Server;
using Workbook.Generator.Shapes;

namespace Workbook.Generator.Tests;

/// <summary>The server's end of services that speak CBOR: as that for JSON, but for what is read from and written to.</summary>
public sealed class CborEmitterTests
{
    private static readonly Dictionary<string, string> Files = Emit(ApiModel.Parse(Models.Text("cloudwatch.json")));

    [Test]
    public void A_service_has_readers_and_writers_for_each_of_its_protocols() =>
        Files.Keys.Should().BeEquivalentTo("Service", "Binding", "Reader", "Writer", "CborReader", "CborWriter", "QueryReader", "XmlWriter", "Constraints");

    [Test]
    public void A_member_is_read_by_its_name()
    {
        Files["CborReader"].Should().Contain("Dimension? ReadDimension(ref CborInput cbor)").And.Contain("if (!cbor.StartObject()) return null;")
            .And.Contain("while (cbor.NextMember())").And.Contain("switch (cbor.Name)").And.Contain("case \"Value\": m1 = cbor.String(); break;").And.Contain("default: cbor.Skip(); break;");
        Files["CborReader"].Should().Contain("ReadValues(ref CborInput cbor) => cbor.List<double>(CborInput.DoubleElement);").And.NotContain("json");
    }

    [Test]
    public void A_member_is_written_with_its_name()
    {
        Files["CborWriter"].Should().Contain("WriteDimension(CborOutput cbor, Dimension value)").And.Contain("cbor.Member(\"Name\"u8, value.Name);")
            .And.Contain("=> cbor.Elements(value, CborOutput.Element);").And.Contain("cbor.WriteStartObject();").And.NotContain("json.");
    }

    [Test]
    public void An_operation_has_them_all()
    {
        Files["Binding"].Should().Contain("Cbor = new(CloudWatchCborReader.ReadPutMetricDataRequest, CloudWatchCborWriter.WritePutMetricDataResponse, ConstraintWords.Framework(\"ValidationError\"))")
            .And.Contain("Json = new(CloudWatchReader.ReadPutMetricDataRequest,").And.Contain("Query = new(CloudWatchQueryReader.ReadPutMetricDataRequest,")
            .And.Contain("IsQueryCompatible = true,");
        Emit(Models.Zoo)["Binding"].Should().NotContain("Cbor").And.NotContain("IsQueryCompatible");
    }

    [Test]
    public void Errors_that_are_called_otherwise_in_Query_tell_the_name_of_their_shape()
    {
        var errors = new ShapesEmitter().Emit(ApiModel.Parse(Models.Text("cloudwatch.json"))).Single(file => file.Name == "Errors").Source;
        errors.Should().Contain("InvalidParameterValue(string message) => new(\"InvalidParameterValue\", 400, message) { Shape = \"InvalidParameterValueException\" };")
            .And.Contain("DashboardNotFoundError(string message) => new(\"ResourceNotFound\", 404, message) { Shape = \"DashboardNotFoundError\" };")
            .And.Contain("ResourceNotFound(string message) => new(\"ResourceNotFound\", 404, message);");
    }

    private static Dictionary<string, string> Emit(ApiModel model) =>
        new ServerEmitter(new ServedOperations(string.Join(",", model.Operations.Select(operation => $"{model.Service}Api.{operation.Name}"))))
            .Emit(model).ToDictionary(file => file.Name, file => file.Source);
}
