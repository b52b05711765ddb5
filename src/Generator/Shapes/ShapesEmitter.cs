using Workbook.Generator.Model;

namespace Workbook.Generator.Shapes;

/// <summary>AWS's shapes as immutable records: data without behaviour, equal by content.</summary>
internal sealed class ShapesEmitter : IEmitter
{
    public IEnumerable<SourceFile> Emit(ApiModel model)
    {
        yield return new("Structures", Structures(model));
        yield return new("Enums", Enums(model));
        yield return new("Errors", Errors(model));
    }

    private static string Structures(ApiModel model)
    {
        var code = CodeWriter.File(ShapeNames.Namespace(model));
        foreach (var shape in model.Shapes.Values.Where(shape => shape.Kind == ShapeKind.Structure && shape.Error is null))
        {
            code.Line($"/// <summary>The {model.ServiceId} API's <c>{shape.Name}</c>.</summary>");
            if (shape.Members.Count == 0)
            {
                code.Line($"public sealed record {ShapeNames.Name(shape)};");
                code.Line();
                continue;
            }
            code.Begin($"public sealed record {ShapeNames.Name(shape)}");
            foreach (var member in shape.Members)
                code.Line($"public {ShapeNames.Type(member.Shape)}? {member.Property} {{ get; init; }}");
            code.End();
            code.Line();
        }
        return code.ToString();
    }

    private static string Enums(ApiModel model)
    {
        var code = CodeWriter.File(ShapeNames.Namespace(model));
        foreach (var shape in model.Shapes.Values.Where(shape => shape.IsEnum))
        {
            code.Line($"/// <summary>The values of the {model.ServiceId} API's <c>{shape.Name}</c>.</summary>");
            code.Begin($"public static class {ShapeNames.Name(shape)}");
            foreach (var value in shape.Enum)
                code.Line($"public const string {ShapeNames.Constant(value)} = {CodeWriter.Literal(value)};");
            code.End();
            code.Line();
        }
        return code.ToString();
    }

    private static string Errors(ApiModel model)
    {
        var code = CodeWriter.File(ShapeNames.Namespace(model));
        code.Line($"/// <summary>The errors that the {model.ServiceId} API can answer with.</summary>");
        code.Begin($"public static class {model.Service}Errors");
        if (model.SpeaksQuery)
        {
            code.Line("/// <summary>An error that the model does not declare: most of those of the Query protocols (<c>ValidationError</c>, <c>InvalidVpcID.NotFound</c>).</summary>");
            code.Line("public static ApiException Create(string code, string message) => new(code, 400, message);");
        }
        foreach (var shape in model.Shapes.Values.Where(shape => shape.Error is not null))
        {
            var error = shape.Error!;
            var name = shape.Name.EndsWith("Exception", StringComparison.Ordinal) ? shape.Name.Substring(0, shape.Name.Length - "Exception".Length) : shape.Name;
            // CloudWatch has both a ResourceNotFound and a ResourceNotFoundException.
            if (model.Shapes.TryGetValue(name, out var other) && other.Error is not null) name = shape.Name;
            code.Line($"public static ApiException {name}(string message) => new({CodeWriter.Literal(error.Code)}, {error.Status}, message){(error.Code == shape.Name ? "" : $" {{ Shape = {CodeWriter.Literal(shape.Name)} }}")};");
        }
        code.End();
        return code.ToString();
    }
}
