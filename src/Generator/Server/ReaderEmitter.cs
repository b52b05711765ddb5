using Workbook.Generator.Model;
using Workbook.Generator.Shapes;

namespace Workbook.Generator.Server;

/// <summary>
/// Readers from JSON or CBOR for everything that requests are made of. The member's name arrives as characters, so that the C#
/// compiler makes a jump by length and character of the <c>switch</c>, whatever the number of members.
/// </summary>
internal static class ReaderEmitter
{
    public static string Emit(ApiModel model, IReadOnlyList<Operation> served, DocumentFormat format)
    {
        var code = ServerEmitter.File(model);
        code.Begin($"internal static class {model.Service}{format.Infix}Reader");
        foreach (var shape in Reachable.From(served.Select(operation => operation.Input)))
        {
            var (name, type) = (Name(shape), ShapeNames.Type(shape));
            switch (shape.Kind)
            {
                case ShapeKind.List:
                    code.Line($"public static {type}? Read{name}(ref {format.Input} {format.Variable}) => {format.Variable}.List<{ShapeNames.Type(shape.Element!.Shape)}>({Element(shape.Element.Shape, format)});");
                    break;
                case ShapeKind.Map:
                    code.Line($"public static {type}? Read{name}(ref {format.Input} {format.Variable}) => {format.Variable}.Map<{ShapeNames.Type(shape.Value!.Shape)}>({Element(shape.Value.Shape, format)});");
                    break;
                case ShapeKind.Structure:
                    Structure(code, shape, name, format);
                    break;
                default:
                    throw new InvalidOperationException($"{shape.Kind} has no reader of its own.");
            }
            code.Line();
        }
        code.End();
        return code.ToString();
    }

    private static void Structure(CodeWriter code, Shape shape, string name, DocumentFormat format)
    {
        code.Begin($"public static {name}? Read{name}(ref {format.Input} {format.Variable})");
        code.Line($"if (!{format.Variable}.StartObject()) return null;");
        for (var i = 0; i < shape.Members.Count; i++) code.Line($"{ShapeNames.Type(shape.Members[i].Shape)}? m{i} = null;");
        code.Line($"while ({format.Variable}.NextMember())");
        code.Begin($"switch ({format.Variable}.Name)");
        for (var i = 0; i < shape.Members.Count; i++)
            code.Line($"case {CodeWriter.Literal(shape.Members[i].Name)}: m{i} = {Value(shape.Members[i].Shape, format)}; break;");
        code.Line($"default: {format.Variable}.Skip(); break;");
        code.End();
        var members = shape.Members.Select((member, i) => $"{member.Property} = m{i}");
        code.Line($"return new {name} {{ {string.Join(", ", members)} }};");
        code.End();
    }

    /// <summary>Lists and maps have no type of their own; their readers carry the shape's name.</summary>
    public static string Name(Shape shape) => ShapeNames.Name(shape);

    private static string Value(Shape shape, DocumentFormat format) =>
        shape.Kind is ShapeKind.Structure or ShapeKind.List or ShapeKind.Map ? $"Read{Name(shape)}(ref {format.Variable})" : $"{format.Variable}.{shape.Kind}()";

    private static string Element(Shape shape, DocumentFormat format) =>
        shape.Kind is ShapeKind.Structure or ShapeKind.List or ShapeKind.Map ? $"Read{Name(shape)}" : $"{format.Input}.{shape.Kind}Element";
}
