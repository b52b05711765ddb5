using System.Net;
using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Workbook.Learning.Notebooks;

/// <summary>Markdown cells as HTML. HTML inside of them is shown as the text it is.</summary>
internal static class HtmlMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().DisableHtml().Build();

    /// <param name="text">Markdown.</param>
    /// <param name="folder">Where its relative links start; pictures there become part of the page.</param>
    /// <param name="ending">What links to other notebooks end in; null: in nothing.</param>
    public static string ToHtml(string text, string? folder, string? ending = ".html")
    {
        var document = Markdown.Parse(text, Pipeline);
        foreach (var link in document.Descendants<LinkInline>())
            link.Url = link.IsImage ? Picture(link.Url, folder) : Link(link.Url, ending);
        using var writer = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(new CodeBlocks());
        renderer.Render(document);
        return writer.ToString();
    }

    /// <summary>The headings of the second level, for a table of contents: id and text.</summary>
    public static IEnumerable<(string Id, string Title)> Headings(string text) => Markdown.Parse(text, Pipeline).Descendants<HeadingBlock>()
        .Where(heading => heading is { Level: 2, Inline: not null })
        .Select(heading => (heading.GetAttributes().Id ?? "", string.Concat(heading.Inline!.Descendants<LeafInline>().Select(TextOf))));

    private static string TextOf(LeafInline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        _ => "",
    };

    // Lessons that refer to each other are exported together.
    private static string? Link(string? url, string? ending)
    {
        if (url is null || Uri.TryCreate(url, UriKind.Absolute, out _))
            return url;
        var parts = url.Split('#', 2);
        if (parts[0].EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
            parts[0] = Path.ChangeExtension(parts[0], ending);
        return string.Join('#', parts);
    }

    private static string? Picture(string? url, string? folder)
    {
        if (url is null || folder is null || Uri.TryCreate(url, UriKind.Absolute, out _))
            return url;
        var path = Path.Combine(folder, Uri.UnescapeDataString(url));
        var type = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".svg" => "image/svg+xml",
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            ".gif" => "image/gif",
            ".webp" => "image/webp",
            _ => null,
        };
        return type is not null && File.Exists(path) ? $"data:{type};base64,{Convert.ToBase64String(File.ReadAllBytes(path))}" : url;
    }

    private sealed class CodeBlocks : HtmlObjectRenderer<CodeBlock>
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock obj)
        {
            var code = obj.Lines.ToString();
            var isCSharp = obj is FencedCodeBlock { Info: "csharp" or "cs" or "c#" };
            renderer.Write("<pre class=\"example\">").Write(isCSharp ? CSharpHighlighter.ToHtml(code) : WebUtility.HtmlEncode(code)).WriteLine("</pre>");
        }
    }
}
