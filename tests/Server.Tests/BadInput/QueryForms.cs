using System.Globalization;
using System.Text;

namespace Workbook.Server.Tests.BadInput;

/// <summary>Writes what the mutations know as JSON as a form: <c>{"Filter":[{"Name":"a"}]}</c> as <c>Filter.1.Name=a</c>.</summary>
internal static class QueryForms
{
    /// <param name="head">Action and version.</param>
    /// <param name="infix">What stands between a list's name and a number: <c>.member</c>, or nothing for EC2.</param>
    public static string Of(string head, string infix, Json request)
    {
        var form = new StringBuilder(head);
        Write(form, "", infix, request);
        return form.ToString();
    }

    private static void Write(StringBuilder form, string path, string infix, Json value)
    {
        switch (value)
        {
            case JsonMap map:
                foreach (var (name, inner) in map.Members) Write(form, path.Length == 0 ? name : $"{path}.{name}", infix, inner);
                break;
            case JsonArray { Items: { Count: > 0 } items }:
                for (var i = 0; i < items.Count; i++) Write(form, string.Create(CultureInfo.InvariantCulture, $"{path}{infix}.{i + 1}"), infix, items[i]);
                break;
            default:
                form.Append('&').Append(path).Append('=').Append(Escaped(value is JsonLeaf leaf ? leaf.Text.Trim('"') : ""));
                break;
        }
    }

    // A lone half of a pair has no UTF-8; everything else is sent as it is.
    private static string Escaped(string text) => Uri.EscapeDataString(string.Concat(text.Select(c => char.IsSurrogate(c) ? '?' : c)));
}
