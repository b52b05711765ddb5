using Workbook.Generator.Model;
using Workbook.Generator.Shapes;

namespace Workbook.Generator.Server;

/// <summary>
/// Writers to XML for everything that Query responses are made of. A writer writes what is inside its value's element;
/// the element itself belongs to whoever names it. Absent members are not written.
/// </summary>
internal static class XmlWriterEmitter
{
    public static string Emit(ApiModel model, IReadOnlyList<Operation> served)
    {
        var code = ServerEmitter.File(model);
        code.Begin($"internal static class {model.Service}XmlWriter");
        foreach (var shape in Reachable.From(served.Select(operation => operation.Output)))
        {
            var header = $"public static void Write{ShapeNames.Name(shape)}(XmlOutput xml, {ShapeNames.Type(shape)} value)";
            switch (shape.Kind)
            {
                case ShapeKind.List:
                    code.Line($"{header} => xml.Elements({Name(shape.Element!.XmlName ?? "member")}, value, {Element(shape.Element.Shape)});");
                    break;
                case ShapeKind.Map:
                    code.Line($"{header} => xml.Entries({Name("entry")}, {KeyAndValue(shape)}, value, {Element(shape.Value!.Shape)});");
                    break;
                case ShapeKind.Structure:
                    code.Begin(header);
                    foreach (var member in shape.Members) code.Line(Member(member));
                    code.End();
                    break;
                default:
                    throw new InvalidOperationException($"{shape.Kind} has no writer of its own.");
            }
            code.Line();
        }
        code.End();
        return code.ToString();
    }

    private static string Member(Member member)
    {
        var (name, value) = (Name(member.Element), $"value.{member.Property}");
        return member.Shape.Kind switch
        {
            ShapeKind.List when member.IsFlattened => $"xml.Elements({name}, {value}, {Element(member.Shape.Element!.Shape)});",
            ShapeKind.Map when member.IsFlattened => $"xml.Entries({name}, {KeyAndValue(member.Shape)}, {value}, {Element(member.Shape.Value!.Shape)});",
            ShapeKind.Structure or ShapeKind.List or ShapeKind.Map => $"xml.Member({name}, {value}, Write{ShapeNames.Name(member.Shape)});",
            _ => $"xml.Member({name}, {value});",
        };
    }

    private static string KeyAndValue(Shape map) => $"{Name(map.Key!.XmlName ?? "key")}, {Name(map.Value!.XmlName ?? "value")}";

    private static string Name(string element) => CodeWriter.Literal(element) + "u8";

    private static string Element(Shape shape) =>
        shape.Kind is ShapeKind.Structure or ShapeKind.List or ShapeKind.Map ? $"Write{ShapeNames.Name(shape)}" : "XmlOutput.Element";
}
