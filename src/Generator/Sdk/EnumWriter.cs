using Workbook.Generator.Model;

namespace Workbook.Generator.Sdk;

/// <summary>Enums: classes with a constant per known value, which take any string.</summary>
internal static class EnumWriter
{
    public static string Write(SdkNames names)
    {
        var code = SdkNames.File(names.Namespace);
        foreach (var shape in names.Model.Shapes.Values.Where(shape => shape.IsEnum))
        {
            var name = SdkNames.Class(shape);
            code.Line($"/// <summary>The values of the {names.Model.ServiceId} API's <c>{shape.Name}</c>.</summary>");
            code.Begin($"public class {name} : global::Amazon.Runtime.ConstantClass");
            foreach (var value in shape.Enum)
                code.Line($"public static readonly {name} {SdkNames.Constant(value)} = new({CodeWriter.Literal(value)});");
            code.Line($"public {name}(string value) : base(value) {{ }}");
            code.Line($"public static {name} FindValue(string value) => FindValue<{name}>(value);");
            code.Line($"public static implicit operator {name}(string value) => FindValue(value);");
            code.End();
            code.Line();
        }
        return code.ToString();
    }
}
