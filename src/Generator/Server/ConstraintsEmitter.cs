using System.Globalization;
using Workbook.Generator.Model;
using Workbook.Generator.Shapes;

namespace Workbook.Generator.Server;

/// <summary>
/// Checks of what the model demands of requests: required members, enum values, lengths, ranges and, of some services, patterns. Shapes without any
/// demand, in themselves or below, get no code and are not visited.
/// </summary>
internal static class ConstraintsEmitter
{
    public static string Emit(ApiModel model, IReadOnlyList<Operation> served)
    {
        var code = ServerEmitter.File(model);
        code.Begin($"internal static class {model.Service}Constraints");
        var shapes = Reachable.From(served.Select(operation => operation.Input)).Where(shape => IsConstrained(shape, model.ChecksPatterns)).ToList();
        foreach (var shape in shapes)
        {
            var name = ShapeNames.Name(shape);
            code.Begin($"public static void Check{name}(Constraints check, {ShapeNames.Type(shape)} value)");
            if (Limits(shape) is { } size) code.Line($"check.Size(value, {size});");
            foreach (var member in shape.Members) Member(code, member, model);
            if (shape.Element is { } element) Elements(code, element.Shape, model);
            if (shape.Value is { } entry) Elements(code, entry.Shape, model);
            code.End();
            code.Line();
        }
        var leaves = shapes.SelectMany(Reachable.Parts).Where(shape => !IsCompound(shape) && IsConstrained(shape, model.ChecksPatterns)).GroupBy(shape => shape.Name);
        foreach (var shape in leaves.Select(group => group.First()).OrderBy(shape => shape.Name, StringComparer.Ordinal)) Leaf(code, shape, model);
        code.End();
        return code.ToString();
    }

    /// <summary>Whether anything is demanded of the shape or of what it is made of.</summary>
    public static bool IsConstrained(Shape shape, bool patterns) => IsConstrained(shape, patterns, []);

    private static bool IsConstrained(Shape shape, bool patterns, HashSet<Shape> seen) =>
        seen.Add(shape)
        && (shape.IsEnum || Limits(shape) is not null || (patterns && shape.Pattern is not null) || shape.Members.Any(member => member.IsRequired)
            || Reachable.Parts(shape).Any(part => IsConstrained(part, patterns, seen)));

    private static void Member(CodeWriter code, Member member, ApiModel model)
    {
        var name = Shown(member, model.IsEc2);
        var constrained = IsConstrained(member.Shape, model.ChecksPatterns);
        var check = $"Check{ShapeNames.Name(member.Shape)}";
        if (member.IsRequired) code.Line($"if (value.{member.Property} is null) check.Missing(\"{name}\");");
        if (!constrained) return;
        var otherwise = member.IsRequired ? "else " : "";
        code.Line(IsCompound(member.Shape)
            ? $"{otherwise}check.Inside(\"{name}\", value.{member.Property}, {check});"
            : $"{otherwise}check.Member(\"{name}\", value.{member.Property}, {check});");
    }

    private static void Elements(CodeWriter code, Shape element, ApiModel model)
    {
        if (IsConstrained(element, model.ChecksPatterns)) code.Line($"check.Elements(value, Check{ShapeNames.Name(element)});");
    }

    // AWS's framework lowers the first character of every member that it names (minSize for MinSize); EC2 names parameters.
    private static string Shown(Member member, bool ec2) =>
        ec2 ? member.Parameter(ec2) : char.ToLowerInvariant(member.Name[0]) + member.Name.Substring(1);

    private static void Leaf(CodeWriter code, Shape shape, ApiModel model)
    {
        code.Begin($"private static string? Check{ShapeNames.Name(shape)}({ShapeNames.Type(shape)} value)");
        if (shape.IsEnum)
        {
            code.Line($"return value is {string.Join(" or ", shape.Enum.Select(CodeWriter.Literal))} ? null");
            // EC2 does not list them: an InstanceType has more than a thousand.
            code.Line($"    : {CodeWriter.Literal(model.IsEc2 ? "It is not one of the values that the parameter takes" : $"Member must satisfy enum value set: [{string.Join(", ", shape.Enum)}]")};");
        }
        else
        {
            var (measure, what) = shape.Kind switch
            {
                ShapeKind.String => ("value.Length", "length"),
                ShapeKind.Blob => ("value.Length", "length"),
                _ => ("value", "value"),
            };
            if (Text(shape.Max) is { } max) code.Line($"if ({measure} > {max}) return \"Member must have {what} less than or equal to {max}\";");
            if (Text(shape.Min) is { } min) code.Line($"if ({measure} < {min}) return \"Member must have {what} greater than or equal to {min}\";");
            if (model.ChecksPatterns && shape.Pattern is { } pattern)
                code.Line($"if (!Pattern.Matches({CodeWriter.Literal(pattern)}, value)) return {CodeWriter.Literal($"Member must satisfy regular expression pattern: {pattern}")};");
            code.Line("return null;");
        }
        code.End();
        code.Line();
    }

    private static bool IsCompound(Shape shape) => shape.Kind is ShapeKind.Structure or ShapeKind.List or ShapeKind.Map;

    /// <summary>Least and greatest, as arguments; null when the shape is free.</summary>
    private static string? Limits(Shape shape) =>
        shape.Min is null or 0 && shape.Max is null && shape.Kind is not (ShapeKind.Integer or ShapeKind.Long or ShapeKind.Double or ShapeKind.Float) ? null
        : shape.Min is null && shape.Max is null ? null
        : $"{Text(shape.Min) ?? "0"}, {Text(shape.Max) ?? "int.MaxValue"}";

    private static string? Text(double? limit) => limit?.ToString("R", CultureInfo.InvariantCulture);
}
