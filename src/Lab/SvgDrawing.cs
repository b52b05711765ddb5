using System.Net;
using System.Text;

namespace Workbook;

/// <summary>
/// A few shapes on a light card. All colours are attributes, not styles, so that nothing leaks into the page around it,
/// and all have at least 4.5 : 1 contrast to the card where they are text.
/// </summary>
internal sealed class SvgDrawing
{
    public const string Ink = "#0f172a";
    public const string Quiet = "#475569";
    public const string Faint = "#cbd5e1";
    public const string Reached = "#1d4ed8";
    public const string Good = "#15803d";
    public const string Bad = "#b91c1c";

    private const string Card = "#f8fafc";
    private const string Paper = "#ffffff";

    private readonly StringBuilder _svg = new();

    public SvgDrawing(int width, int height, string title) => _svg
        .Append($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" font-family="system-ui, sans-serif">""")
        .Append($"<title>{Escape(title)}</title>")
        .Append($"""<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="10" fill="{Card}" stroke="{Faint}"/>""");

    public void Line(int x1, int y1, int x2, int y2, string colour) =>
        _svg.Append($"""<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" stroke-width="2"/>""");

    public void Dot(int x, int y, int radius, string colour) =>
        _svg.Append($"""<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}"/>""");

    public void Box(int x, int y, int width, int height, string colour) =>
        _svg.Append($"""<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6" fill="{Paper}" stroke="{colour}" stroke-width="1.5"/>""");

    /// <param name="room">Pixels that the text may take; a longer one is cut. 0: any.</param>
    public void Text(int x, int y, string? text, string colour, int size, bool bold = false, bool centred = false, int room = 0)
    {
        var shown = text ?? "";
        // A character of a sans-serif font is a little over half as wide as it is high: 12 px → about 7 px.
        var most = room == 0 ? int.MaxValue : room * 12 / (size * 7);
        if (shown.Length > most) shown = shown[..(most - 1)] + "…";
        _svg.Append($"""<text x="{x}" y="{y}" fill="{colour}" font-size="{size}"{(bold ? " font-weight=\"600\"" : "")}{(centred ? " text-anchor=\"middle\"" : "")}>{Escape(shown)}</text>""");
    }

    public override string ToString() => _svg + "</svg>";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
