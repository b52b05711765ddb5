using System.Globalization;
using System.Net;
using System.Text;

namespace Workbook;

/// <summary>
/// Shapes on a light card, so that a picture reads the same on a light page, on a dark one and in print. All colours are attributes, not
/// styles, so that nothing leaks into the page around it; where they are text they have at least 4.5 : 1 contrast to the card, and nothing is said by
/// colour alone.
/// </summary>
internal sealed class SvgDrawing
{
    public const string Ink = "#0f172a";
    public const string Quiet = "#475569";
    public const string Faint = "#cbd5e1";
    public const string Reached = "#1d4ed8";
    public const string Good = "#15803d";
    public const string Bad = "#b91c1c";
    public const string Warm = "#b45309";
    public const string Paper = "#ffffff";

    private const string Card = "#f8fafc";

    private readonly StringBuilder _svg = new();

    /// <param name="title">What it is, for who cannot see it.</param>
    /// <param name="description">What there is to see, in words.</param>
    public SvgDrawing(double width, double height, string title, string? description = null)
    {
        _svg
            .Append($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {N(width)} {N(height)}" width="{N(width)}" height="{N(height)}" role="img" font-family="system-ui, sans-serif">""")
            .Append($"<title>{Escape(title)}</title>");
        if (description is not null) _svg.Append($"<desc>{Escape(description)}</desc>");
        _svg.Append($"""<rect x="0.5" y="0.5" width="{N(width - 1)}" height="{N(height - 1)}" rx="10" fill="{Card}" stroke="{Faint}"/>""");
    }

    public void Line(double x1, double y1, double x2, double y2, string colour, double width = 2, bool dashed = false) =>
        _svg.Append($"""<line x1="{N(x1)}" y1="{N(y1)}" x2="{N(x2)}" y2="{N(y2)}" stroke="{colour}" stroke-width="{N(width)}"{(dashed ? " stroke-dasharray=\"4 4\"" : "")}/>""");

    /// <summary>Straight from point to point.</summary>
    public void Path(IEnumerable<(double X, double Y)> points, string colour, double width = 2, bool dashed = false) =>
        _svg.Append($"""<polyline points="{Points(points)}" fill="none" stroke="{colour}" stroke-width="{N(width)}" stroke-linejoin="round"{(dashed ? " stroke-dasharray=\"5 4\"" : "")}/>""");

    /// <summary>A plane between points, so faint that lines show through.</summary>
    public void Area(IEnumerable<(double X, double Y)> points, string colour) =>
        _svg.Append($"""<polygon points="{Points(points)}" fill="{colour}" fill-opacity="0.14"/>""");

    public void Dot(double x, double y, double radius, string colour) =>
        _svg.Append($"""<circle cx="{N(x)}" cy="{N(y)}" r="{N(radius)}" fill="{colour}"/>""");

    public void Box(double x, double y, double width, double height, string colour, bool dashed = false) =>
        _svg.Append($"""<rect x="{N(x)}" y="{N(y)}" width="{N(width)}" height="{N(height)}" rx="6" fill="{Paper}" stroke="{colour}" stroke-width="1.5"{(dashed ? " stroke-dasharray=\"4 3\"" : "")}/>""");

    /// <summary>A bar of one colour.</summary>
    public void Bar(double x, double y, double width, double height, string colour, double opacity = 1) =>
        _svg.Append($"""<rect x="{N(x)}" y="{N(y)}" width="{N(Math.Max(width, 0))}" height="{N(height)}" rx="{N(Math.Min(2, height / 2))}" fill="{colour}"{(opacity < 1 ? $" fill-opacity=\"{N(opacity)}\"" : "")}/>""");

    /// <param name="room">Pixels that the text may take; a longer one is cut. 0: any.</param>
    public void Text(double x, double y, string? text, string colour, int size, bool bold = false, Anchor anchor = Anchor.Start, double room = 0)
    {
        if (string.IsNullOrEmpty(text)) return;
        var shown = room > 0 ? Cut(text, (int)(room * 12 / (size * 7))) : text;
        var aligned = anchor switch { Anchor.Middle => " text-anchor=\"middle\"", Anchor.End => " text-anchor=\"end\"", _ => "" };
        _svg.Append($"""<text x="{N(x)}" y="{N(y)}" fill="{colour}" font-size="{size}"{(bold ? " font-weight=\"600\"" : "")}{aligned}>{Escape(shown)}</text>""");
    }

    /// <summary>About how wide a text is: a character of a sans-serif font is a little over half as wide as it is high, 12 px → about 7 px.</summary>
    public static double WidthOf(string text, int size) => text.Length * size * 7 / 12.0;

    public override string ToString() => _svg + "</svg>";

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..Math.Max(most - 1, 0)] + "…";

    private static string Points(IEnumerable<(double X, double Y)> points) => string.Join(' ', points.Select(point => $"{N(point.X)},{N(point.Y)}"));

    private static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}

/// <summary>Which end of a text lies at its place.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}
