using Workbook.Generator.Model;
using Workbook.Generator.Shapes;

namespace Workbook.Generator.Server;

/// <summary>Writers to JSON for everything that responses are made of; absent members are not written.</summary>
internal static class WriterEmitter
{
    public static string Emit(ApiModel model, IReadOnlyList<Operation> served)
    {
        var code = ServerEmitter.File(model);
        code.Begin($"internal static class {model.Service}Writer");
        foreach (var shape in Reachable.From(served.Select(operation => operation.Output)))
        {
            var name = ShapeNames.Name(shape);
            var header = $"public static void Write{name}(Utf8JsonWriter json, {ShapeNames.Type(shape)} value)";
            switch (shape.Kind)
            {
                case ShapeKind.List:
                    code.Line($"{header} => json.Elements(value, {Element(shape.Element!.Shape)});");
                    break;
                case ShapeKind.Map:
                    code.Line($"{header} => json.Entries(value, {Element(shape.Value!.Shape)});");
                    break;
                case ShapeKind.Structure:
                    code.Begin(header);
                    code.Line("json.WriteStartObject();");
                    foreach (var member in shape.Members)
                        code.Line($"json.Member(\"{member.Name}\"u8, value.{member.Property}{(IsCompound(member.Shape) ? $", Write{ShapeNames.Name(member.Shape)}" : "")});");
                    code.Line("json.WriteEndObject();");
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

    private static string Element(Shape shape) => IsCompound(shape) ? $"Write{ShapeNames.Name(shape)}" : "JsonOutput.Element";
}
