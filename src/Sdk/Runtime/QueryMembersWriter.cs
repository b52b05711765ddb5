using System.Globalization;

namespace Workbook.Sdk.Runtime;

/// <summary>Writes the members that are set as parameters of a form.</summary>
/// <param name="form">The parameters.</param>
/// <param name="prefix">What their names begin with: empty, or a path that ends with a dot.</param>
internal sealed class QueryMembersWriter(IDictionary<string, string> form, string prefix) : Members
{
    public override void Member<T>(MemberName name, ref T value)
    {
        if (XmlValue<T>.Instance.IsSet(value)) XmlValue<T>.Instance.Write(this, prefix + name.Name, name, value);
    }

    public override void IdempotencyToken(MemberName name, ref string? value)
    {
#pragma warning disable RS0030 // AWS wants a random token here, and no one ever needs to reproduce it.
        Set(prefix + name.Name, value ?? Guid.NewGuid().ToString());
#pragma warning restore RS0030
    }

    public void Set(string path, string value) => form[path] = value;

    public void Structure(string path, IShape value) => value.Visit(new QueryMembersWriter(form, path + "."));

    /// <summary>Where an element of a list or an entry of a map stands: <c>Filter.1</c>, <c>Filters.member.1</c>.</summary>
    public static string Numbered(string path, MemberName name, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}{(name.Infix is null ? "" : ".")}{name.Infix}.{index + 1}");
}
