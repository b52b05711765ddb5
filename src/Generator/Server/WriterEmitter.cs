using Workbook.Generator.Model;
using Workbook.Generator.Shapes;

namespace Workbook.Generator.Server;

/// <summary>Writers to JSON or CBOR for everything that responses are made of; absent members are not written.</summary>
internal static class WriterEmitter
{
    public static string Emit(ApiModel model, IReadOnlyList<Operation> served, DocumentFormat format)
    {
        var code = ServerEmitter.File(model);
        code.Begin($"internal static class {model.Service}{format.Infix}Writer");
        foreach (var shape in Reachable.From(served.Select(operation => operation.Output)))
        {
            var name = ShapeNames.Name(shape);
            var header = $"public static void Write{name}({format.Writer} {format.Variable}, {ShapeNames.Type(shape)} value)";
            switch (shape.Kind)
            {
                case ShapeKind.List:
                    code.Line($"{header} => {format.Variable}.Elements(value, {Element(shape.Element!.Shape, format)});");
                    break;
                case ShapeKind.Map:
                    code.Line($"{header} => {format.Variable}.Entries(value, {Element(shape.Value!.Shape, format)});");
                    break;
                case ShapeKind.Structure:
                    code.Begin(header);
                    code.Line($"{format.Variable}.WriteStartObject();");
                    foreach (var member in shape.Members)
                        code.Line($"{format.Variable}.Member(\"{member.Name}\"u8, value.{member.Property}{(IsCompound(member.Shape) ? $", Write{ShapeNames.Name(member.Shape)}" : "")});");
                    code.Line($"{format.Variable}.WriteEndObject();");
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

    private static bool IsCompound(Shape shape) => shape.Kind is ShapeKind.Structure or ShapeKind.List or ShapeKind.Map;

    private static string Element(Shape shape, DocumentFormat format) => IsCompound(shape) ? $"Write{ShapeNames.Name(shape)}" : $"{format.Elements}.Element";
}
