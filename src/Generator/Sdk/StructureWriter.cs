using Workbook.Generator.Model;

namespace Workbook.Generator.Sdk;

/// <summary>Requests, responses and the structures in them, as the SDK's mutable classes.</summary>
internal static class StructureWriter
{
    public static string Write(SdkNames names)
    {
        var code = SdkNames.File(names.Namespace + ".Model");
        var ends = new HashSet<Shape>();
        foreach (var operation in names.Model.Operations)
        {
            Class(code, names, operation.Input, SdkNames.RequestOf(operation), names.Request);
            Class(code, names, operation.Output, SdkNames.ResponseOf(operation), "global::Amazon.Runtime.AmazonWebServiceResponse");
            ends.Add(operation.Input);
            ends.Add(operation.Output);
        }
        var nested = Nested(names.Model, ends);
        foreach (var shape in names.Model.Shapes.Values.Where(shape => shape.Kind == ShapeKind.Structure && shape.Error is null))
            if (nested.Contains(shape)) Class(code, names, shape, SdkNames.Class(shape), null);
        return code.ToString();
    }

    /// <summary>The properties of a structure, and the one method through which a protocol sees them.</summary>
    public static void Members(CodeWriter code, SdkNames names, IReadOnlyList<Member> members)
    {
        foreach (var member in members)
        {
            var type = names.MemberType(member.Shape);
            var empty = member.Shape.Kind is ShapeKind.List or ShapeKind.Map ? " = global::Amazon.AWSConfigs.InitializeCollections ? new() : null" : "";
            code.Line($"private {type} {SdkNames.Field(member)}{empty};");
            if (member.IsDeprecated) code.Line("[global::System.Obsolete(\"This property is deprecated.\")]");
            code.Line($"public {type} {member.Property} {{ get => {SdkNames.Field(member)}; set => {SdkNames.Field(member)} = value; }}");
        }
        code.Begin($"void {SdkNames.Runtime}.IShape.Visit({SdkNames.Runtime}.Members members)");
        foreach (var member in members)
            code.Line($"members.{(member.IsIdempotencyToken ? "IdempotencyToken" : "Member")}({CodeWriter.Literal(member.Name)}, ref {SdkNames.Field(member)});");
        code.End();
    }

    private static void Class(CodeWriter code, SdkNames names, Shape shape, string name, string? @base)
    {
        code.Line($"/// <summary>The {names.Model.ServiceId} API's <c>{shape.Name}</c>.</summary>");
        code.Begin($"public partial class {name} : {(@base is null ? "" : @base + ", ")}{SdkNames.Runtime}.IShape");
        Members(code, names, shape.Members);
        code.End();
        code.Line();
    }

    // An operation's input or output is not a class of its own again, unless another structure refers to it as well.
    private static HashSet<Shape> Nested(ApiModel model, HashSet<Shape> ends)
    {
        var found = new HashSet<Shape>();
        foreach (var shape in model.Shapes.Values)
        {
            foreach (var member in shape.Members) found.Add(member.Shape);
            foreach (var part in new[] { shape.Element, shape.Value })
                if (part is not null) found.Add(part.Shape);
        }
        found.RemoveWhere(shape => ends.Contains(shape)
            && model.Operations.Any(operation => SdkNames.Class(shape) == SdkNames.RequestOf(operation) || SdkNames.Class(shape) == SdkNames.ResponseOf(operation)));
        return found;
    }
}
