using System.Net;
using System.Xml;
using System.Xml.Linq;

namespace Workbook.Web.Pages;

/// <summary>The task of an exercise, which is a docstring, as HTML.</summary>
internal static class TaskHtml
{
    public static string Of(string docstring)
    {
        try
        {
            return string.Concat(XElement.Parse($"<task>{docstring}</task>", LoadOptions.PreserveWhitespace).Elements("summary").Select(Inner));
        }
        catch (XmlException)
        {
            // Shown as the text it is.
            return $"<pre>{WebUtility.HtmlEncode(docstring)}</pre>";
        }
    }

    private static string Inner(XElement element) => string.Concat(element.Nodes().Select(Node));

    private static string Node(XNode node) => node switch
    {
        XText text => WebUtility.HtmlEncode(text.Value),
        XElement { Name.LocalName: "list" } list => (string?)list.Attribute("type") == "number" ? $"<ol>{Inner(list)}</ol>" : $"<ul>{Inner(list)}</ul>",
        XElement { Name.LocalName: "item" } item => $"<li>{Inner(item)}</li>",
        XElement { Name.LocalName: "para" } para => $"<p>{Inner(para)}</p>",
        XElement { Name.LocalName: "c" or "paramref" or "typeparamref" } code => $"<code>{(code.IsEmpty ? Reference(code) : Inner(code))}</code>",
        XElement { Name.LocalName: "code" } code => $"<pre class=\"example\">{Inner(code)}</pre>",
        XElement { Name.LocalName: "see" or "seealso", IsEmpty: true } see => $"<code>{Reference(see)}</code>",
        XElement other => Inner(other),
        _ => "",
    };

    // Such as T:System.String, or a word of the language.
    private static string Reference(XElement see) =>
        WebUtility.HtmlEncode(((string?)see.Attribute("cref") ?? (string?)see.Attribute("langword") ?? (string?)see.Attribute("name") ?? (string?)see.Attribute("href") ?? "").Split(':')[^1]);
}
