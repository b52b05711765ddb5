using System.Xml.Linq;

namespace Workbook.Sdk.Runtime;

/// <summary>Sets the members that are there; what the API has gained since this client was made is left aside.</summary>
/// <param name="parent">The element of the structure.</param>
internal sealed class XmlMembersReader(XElement parent) : Members
{
    public override void Member<T>(MemberName name, ref T value)
    {
        var place = parent;
        var path = name.Xml.Split('/');
        foreach (var step in path[..^1])
        {
            place = Named(place, step).FirstOrDefault();
            if (place is null) return;
        }
        var found = Named(place, path[^1]).ToList();
        if (found.Count > 0 && XmlValue<T>.Instance.Read(found, name) is { } read) value = read;
    }

    public override void IdempotencyToken(MemberName name, ref string? value) => Member(name, ref value);

    /// <summary>The elements of a name, whichever namespace they are in.</summary>
    public static IEnumerable<XElement> Named(XElement parent, string name) => parent.Elements().Where(element => element.Name.LocalName == name);
}
