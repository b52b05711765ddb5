using System.Xml.Linq;
using Amazon;

namespace Workbook.Sdk.Runtime;

/// <summary>How values of one C# type look in a form and in XML.</summary>
internal abstract class XmlValue<T>
{
    /// <summary>Made once per type, when it is first met.</summary>
    public static readonly XmlValue<T> Instance = (XmlValue<T>)XmlValues.For(typeof(T));

    /// <summary>Whether a member of this value is sent.</summary>
    public virtual bool IsSet(T value) => value is not null;

    /// <param name="to">Takes the parameters.</param>
    /// <param name="path">The parameter's whole name.</param>
    /// <param name="name">The names of what is in the value.</param>
    /// <param name="value">A value that is set.</param>
    public abstract void Write(QueryMembersWriter to, string path, MemberName name, T value);

    /// <param name="found">The elements of the value's name: one, or as many as a flattened list has.</param>
    /// <param name="name">The names of what is in the value.</param>
    public abstract T? Read(IReadOnlyList<XElement> found, MemberName name);
}

internal sealed class XmlScalar<T>(Func<T, string> write, Func<string, T> read) : XmlValue<T>
{
    public override void Write(QueryMembersWriter to, string path, MemberName name, T value) => to.Set(path, write(value));

    public override T Read(IReadOnlyList<XElement> found, MemberName name) => read(found[0].Value);
}

internal sealed class XmlStructure<T> : XmlValue<T> where T : class, IShape, new()
{
    public override void Write(QueryMembersWriter to, string path, MemberName name, T value) => to.Structure(path, value);

    public override T Read(IReadOnlyList<XElement> found, MemberName name)
    {
        var value = new T();
        value.Visit(new XmlMembersReader(found[0]));
        return value;
    }
}

internal sealed class XmlList<T> : XmlValue<List<T>>
{
    // Lists in lists have no names of their own anywhere in the models.
    private static readonly MemberName s_inner = new("", "", "member", "member");

    // With InitializeCollections, as in version 3, no one can tell an empty list from one that was never set.
    public override bool IsSet(List<T> value) => value is not null && (value.Count > 0 || !AWSConfigs.InitializeCollections);

    public override void Write(QueryMembersWriter to, string path, MemberName name, List<T> value)
    {
        if (value.Count == 0) to.Set(path, "");
        for (var i = 0; i < value.Count; i++)
            if (value[i] is not null) XmlValue<T>.Instance.Write(to, QueryMembersWriter.Numbered(path, name, i), s_inner, value[i]);
    }

    // As in the official clients, a list without elements is none at all.
    public override List<T>? Read(IReadOnlyList<XElement> found, MemberName name)
    {
        var elements = name.Element is null ? found : [.. XmlMembersReader.Named(found[0], name.Element)];
        return elements.Count == 0 ? null : [.. elements.Select(element => XmlValue<T>.Instance.Read([element], s_inner)!)];
    }
}

internal sealed class XmlMap<T> : XmlValue<Dictionary<string, T>>
{
    public override bool IsSet(Dictionary<string, T> value) => value is not null && (value.Count > 0 || !AWSConfigs.InitializeCollections);

    public override void Write(QueryMembersWriter to, string path, MemberName name, Dictionary<string, T> value)
    {
        var index = 0;
        foreach (var (key, item) in value)
        {
            var entry = QueryMembersWriter.Numbered(path, name, index++);
            to.Set($"{entry}.{name.Key}", key);
            XmlValue<T>.Instance.Write(to, $"{entry}.{name.Value}", default, item);
        }
    }

    public override Dictionary<string, T>? Read(IReadOnlyList<XElement> found, MemberName name)
    {
        var entries = name.Element is null ? found : [.. XmlMembersReader.Named(found[0], name.Element)];
        var value = new Dictionary<string, T>();
        foreach (var entry in entries)
            value[XmlMembersReader.Named(entry, name.Key).First().Value] = XmlValue<T>.Instance.Read([.. XmlMembersReader.Named(entry, name.Value)], default)!;
        return value.Count == 0 ? null : value;
    }
}
