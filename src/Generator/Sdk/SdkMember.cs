using Workbook.Generator.Model;

namespace Workbook.Generator.Sdk;

/// <summary>A member as the SDK has it.</summary>
/// <param name="Property">Its name in C#.</param>
/// <param name="Type">Its C# type.</param>
/// <param name="Wire">The C# of its names on the wire.</param>
internal sealed record SdkMember(Member Member, string Property, string Type, string Wire)
{
    /// <summary>Whether its property is a DateTime, where the field has milliseconds since 1970.</summary>
    public bool IsTime { get; private init; }

    public string Field => "_" + char.ToLowerInvariant(Property[0]) + Property.Substring(1);

    public bool IsCollection => Type.StartsWith("global::System.Collections.", StringComparison.Ordinal);

    /// <summary>The members of a structure that have properties.</summary>
    public static IReadOnlyList<SdkMember> Of(SdkNames names, Shape owner, Func<Member, bool>? include = null) =>
        [.. owner.Members.Where(member => include?.Invoke(member) != false && !names.Model.Sdk.IsExcluded(owner, member)).Select(member => Of(names, owner, member))];

    private static SdkMember Of(SdkNames names, Shape owner, Member member)
    {
        var sdk = names.Model.Sdk;
        var property = sdk.Renamed(owner, member) ?? SdkNames.Raised(member.Name);
        var inner = sdk.IsUnwrapped(member.Shape) ? member.Shape.Members.Single() : null;
        return new(member, property, names.MemberType((inner ?? member).Shape), Names(names.Model, member, inner)) { IsTime = sdk.IsTime(owner, member) };
    }

    private static string Names(ApiModel model, Member member, Member? inner)
    {
        if (!model.SpeaksQuery) return CodeWriter.Literal(member.Name);
        var ec2 = model.IsEc2;
        var query = member.Parameter(ec2) + (inner is null ? "" : "." + inner.Parameter(ec2));
        var xml = member.Element + (inner is null ? "" : "/" + inner.Element);
        var more = member.Shape.Kind switch
        {
            ShapeKind.List when member.IsFlattened => "",
            ShapeKind.List => Collection(member.Shape.Element!.XmlName ?? "member", ec2),
            ShapeKind.Map => $"{(member.IsFlattened ? "" : Collection("entry", ec2))}, Key: {Text(member.Shape.Key!.XmlName ?? "key")}, Value: {Text(member.Shape.Value!.XmlName ?? "value")}",
            _ => "",
        };
        return $"new({Text(query)}, {Text(xml)}{more})";
    }

    // EC2 has the elements' name in answers only: Filter.1 in a form, <filterSet><item> in XML.
    private static string Collection(string element, bool ec2) => $", Element: {Text(element)}{(ec2 ? "" : $", Infix: {Text(element)}")}";

    private static string Text(string text) => CodeWriter.Literal(text);
}
