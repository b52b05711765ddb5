using System.Text;
using Workbook.Generator.Model;

namespace Workbook.Generator.Shapes;

/// <summary>How shapes are called and typed in <c>Workbook.Shapes.*</c>; the server end refers to them by these names.</summary>
internal static class ShapeNames
{
    public static string Namespace(ApiModel model) => $"Workbook.Shapes.{model.Service}";

    /// <summary>The record's or enum class's name. <c>Task</c> would break <c>async</c> in its namespace, so it is <c>TaskShape</c>.</summary>
    public static string Name(Shape shape) => shape.Name == "Task" ? "TaskShape" : char.ToUpperInvariant(shape.Name[0]) + shape.Name.Substring(1);

    /// <summary>The C# type of a value of this shape, without a question mark.</summary>
    public static string Type(Shape shape) => shape.Kind switch
    {
        ShapeKind.Structure => Name(shape),
        ShapeKind.List => $"ValueList<{Type(shape.Element!.Shape)}>",
        ShapeKind.Map => $"ValueMap<{Type(shape.Value!.Shape)}>",
        ShapeKind.String => "string",
        ShapeKind.Integer => "int",
        ShapeKind.Long => "long",
        ShapeKind.Float => "float",
        ShapeKind.Double => "double",
        ShapeKind.Boolean => "bool",
        ShapeKind.Timestamp => "global::System.DateTimeOffset",
        ShapeKind.Blob => "global::System.ReadOnlyMemory<byte>",
        ShapeKind.Document => "global::Workbook.Shapes.DocumentValue",
        _ => throw new FormatException($"Shape '{shape.Name}' has no C# type."),
    };

    /// <summary>The constant's name for an enum value: <c>FARGATE_SPOT</c> → <c>FargateSpot</c>, <c>json-file</c> → <c>JsonFile</c>.</summary>
    public static string Constant(string value)
    {
        var name = new StringBuilder();
        foreach (var word in value.Split([.. value.Where(c => !char.IsLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries))
        {
            var rest = word.Substring(1);
            name.Append(char.ToUpperInvariant(word[0])).Append(rest.Any(char.IsLower) ? rest : rest.ToLowerInvariant());
        }
        return name.Length == 0 || char.IsDigit(name[0]) ? "_" + name : name.ToString();
    }
}
