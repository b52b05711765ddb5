using Workbook.Generator.Model;
using Workbook.Generator.Shapes;

namespace Workbook.Generator.Server;

/// <summary>
/// Readers from a form for everything that Query requests are made of. A reader is given the place in the form where its
/// value stands (<c>Filters.member.1</c>) and goes on from there.
/// </summary>
internal static class QueryReaderEmitter
{
    public static string Emit(ApiModel model, IReadOnlyList<Operation> served)
    {
        var code = ServerEmitter.File(model);
        code.Begin($"internal static class {model.Service}QueryReader");
        foreach (var shape in Reachable.From(served.Select(operation => operation.Input)))
        {
            var header = $"public static {ShapeNames.Type(shape)}? Read{ShapeNames.Name(shape)}(QueryInput form)";
            switch (shape.Kind)
            {
                case ShapeKind.List:
                    code.Line($"{header} => {List("form", shape, model.IsEc2)};");
                    break;
                case ShapeKind.Map:
                    code.Line($"{header} => {Map("form", shape, flattened: false)};");
                    break;
                case ShapeKind.Structure:
                    Structure(code, header, shape, model.IsEc2);
                    break;
                default:
                    throw new InvalidOperationException($"{shape.Kind} has no reader of its own.");
            }
            code.Line();
        }
        code.End();
        return code.ToString();
    }

    private static void Structure(CodeWriter code, string header, Shape shape, bool ec2)
    {
        code.Begin(header);
        code.Line("if (!form.StartStructure()) return null;");
        code.Begin($"return new {ShapeNames.Name(shape)}");
        foreach (var member in shape.Members)
            code.Line($"{member.Property} = {Value($"form.At({CodeWriter.Literal(member.Parameter(ec2))})", member, ec2)},");
        code.End("};");
        code.End();
    }

    private static string Value(string place, Member member, bool ec2) => member.Shape.Kind switch
    {
        ShapeKind.List when member.IsFlattened => List(place, member.Shape, flattened: true),
        ShapeKind.Map when member.IsFlattened => Map(place, member.Shape, flattened: true),
        ShapeKind.Structure or ShapeKind.List or ShapeKind.Map => $"Read{ShapeNames.Name(member.Shape)}({place})",
        var simple => $"{place}.{simple}()",
    };

    // EC2's lists are all flattened: Filter.1.Value.1, where Query has Filters.member.1.Values.member.1.
    private static string List(string place, Shape shape, bool flattened)
    {
        var element = shape.Element!;
        var name = flattened ? "" : $"{CodeWriter.Literal(element.XmlName ?? "member")}, ";
        return $"{place}.List<{ShapeNames.Type(element.Shape)}>({name}{Element(element.Shape)})";
    }

    private static string Map(string place, Shape shape, bool flattened) =>
        $"{place}.Map<{ShapeNames.Type(shape.Value!.Shape)}>({(flattened ? "null" : "\"entry\"")}, {CodeWriter.Literal(shape.Key!.XmlName ?? "key")}, {CodeWriter.Literal(shape.Value.XmlName ?? "value")}, {Element(shape.Value.Shape)})";

    private static string Element(Shape shape) =>
        shape.Kind is ShapeKind.Structure or ShapeKind.List or ShapeKind.Map ? $"Read{ShapeNames.Name(shape)}" : $"QueryInput.{shape.Kind}Element";
}
