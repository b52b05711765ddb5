namespace Workbook.Learning.Notebooks;

/// <summary>The lines of a cell that begin with <c>#!</c>: what there is, for the parser, completion and <c>#!lsmagic</c>.</summary>
internal static class MagicCommands
{
    public sealed record Magic(string Name, string Meaning);

    public static readonly IReadOnlyList<Magic> All =
    [
        new("#!about", "Shows what runs this notebook."),
        new("#!csharp", "The cell is C#, as it would be without this line."),
        new("#!html", "The cell is HTML."),
        new("#!javascript", "The cell is JavaScript, which runs in the page that shows the notebook."),
        new("#!lsmagic", "Lists these lines."),
        new("#!markdown", "The cell is Markdown."),
        new("#!svg", "The cell is a drawing in SVG."),
        new("#!time", "Shows how long the cell ran."),
        new("#!types", "The cell holds types only, compiled as a library: namespaces and extension blocks are allowed."),
        new("#!who", "Lists the variables."),
        new("#!whos", "Lists the variables with types and values."),
    ];

    /// <summary>What the rest of a cell is shown as; null where it is C#.</summary>
    public static string? MimeOf(string magic) => magic switch
    {
        "#!markdown" or "#!md" => "text/markdown",
        "#!html" => "text/html",
        "#!svg" => "image/svg+xml",
        "#!javascript" or "#!js" => "application/javascript",
        _ => null,
    };

    public static bool IsReport(string magic) => magic is "#!about" or "#!lsmagic" or "#!who" or "#!whos";
}
