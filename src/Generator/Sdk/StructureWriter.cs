using Workbook.Generator.Model;

namespace Workbook.Generator.Sdk;

/// <summary>Requests, responses and the structures in them, as the SDK's mutable classes.</summary>
internal static class StructureWriter
{
    private const string Response = "global::Amazon.Runtime.AmazonWebServiceResponse";

    public static string Write(SdkNames names)
    {
        var code = SdkNames.File(names.Namespace + ".Model");
        var ends = new HashSet<Shape>();
        foreach (var operation in names.Model.Operations)
        {
            Class(code, names, operation.Input, SdkNames.RequestOf(operation), names.Request);
            if (names.Model.Sdk.Wrapped(operation) is { } wrapped) Wrapping(code, names, operation, wrapped);
            else Class(code, names, operation.Output, SdkNames.ResponseOf(operation), Response);
            ends.Add(operation.Input);
            ends.Add(operation.Output);
        }
        var nested = Nested(names.Model, ends);
        foreach (var shape in names.Model.Shapes.Values.Where(shape => shape.Kind == ShapeKind.Structure && shape.Error is null))
            if (nested.Contains(shape)) Class(code, names, shape, SdkNames.Class(shape), null);
        return code.ToString();
    }

    /// <summary>The properties of a structure, and the one method through which a protocol sees them.</summary>
    public static void Members(CodeWriter code, IReadOnlyList<SdkMember> members)
    {
        foreach (var member in members)
        {
            var empty = member.IsCollection ? " = global::Amazon.AWSConfigs.InitializeCollections ? new() : null" : "";
            code.Line($"private {member.Type} {member.Field}{empty};");
            if (member.Member.IsDeprecated) code.Line("[global::System.Obsolete(\"This property is deprecated.\")]");
            code.Line(member.IsTime
                ? $"public global::System.DateTime? {member.Property} {{ get => {SdkNames.Runtime}.EpochMilliseconds.ToTime({member.Field}); set => {member.Field} = {SdkNames.Runtime}.EpochMilliseconds.Of(value); }}"
                : $"public {member.Type} {member.Property} {{ get => {member.Field}; set => {member.Field} = value; }}");
        }
        code.Begin($"void {SdkNames.Runtime}.IShape.Visit({SdkNames.Runtime}.Members members)");
        foreach (var member in members)
            code.Line($"members.{(member.Member.IsIdempotencyToken ? "IdempotencyToken" : "Member")}({member.Wire}, ref {member.Field});");
        code.End();
    }

    private static void Class(CodeWriter code, SdkNames names, Shape shape, string name, string? @base)
    {
        code.Line($"/// <summary>The {names.Model.ServiceId} API's <c>{shape.Name}</c>.</summary>");
        code.Begin($"public partial class {name} : {(@base is null ? "" : @base + ", ")}{SdkNames.Runtime}.IShape");
        var members = SdkMember.Of(names, shape);
        Constructors(code, names, shape, name, members);
        Members(code, members);
        code.End();
        code.Line();
    }

    private static void Constructors(CodeWriter code, SdkNames names, Shape shape, string name, IReadOnlyList<SdkMember> members)
    {
        var all = names.Model.Sdk.Constructors(shape);
        if (all.Count > 0) code.Line($"public {name}() {{ }}");
        foreach (var constructor in all)
        {
            var parameters = constructor.Select(property => members.First(member => member.Property == property)).ToList();
            code.Begin($"public {name}({string.Join(", ", parameters.Select(member => $"{member.Type} {member.Field.Substring(1)}"))})");
            foreach (var member in parameters) code.Line($"{member.Field} = {member.Field.Substring(1)};");
            code.End();
        }
    }

    /// <summary>A response whose members are those of one structure in it.</summary>
    private static void Wrapping(CodeWriter code, SdkNames names, Operation operation, string wrapped)
    {
        if (!names.Model.Shapes.ContainsKey(wrapped)) Class(code, names, operation.Output, wrapped, null);
        code.Line($"/// <summary>The {names.Model.ServiceId} API's <c>{operation.Output.Name}</c>.</summary>");
        code.Begin($"public partial class {SdkNames.ResponseOf(operation)} : {Response}, {SdkNames.Runtime}.IShape");
        code.Line($"private {wrapped} _wrapped;");
        code.Line($"public {wrapped} {wrapped} {{ get => _wrapped; set => _wrapped = value; }}");
        code.Line($"void {SdkNames.Runtime}.IShape.Visit({SdkNames.Runtime}.Members members) => members.Inside(ref _wrapped);");
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
