namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Text that is HTML already.</summary>
public sealed class HtmlString(string content)
{
    public override string ToString() => content;

    public IReadOnlyDictionary<string, string> ToMimeBundle() => new MimeBundle("text/html", content).ToMimeBundle();
}
