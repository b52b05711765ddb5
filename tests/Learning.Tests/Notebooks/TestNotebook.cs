using System.Text.Json.Nodes;
using Workbook.Learning.Notebooks;

namespace Workbook.Learning.Tests.Notebooks;

/// <summary>Notebooks made of a few cells.</summary>
internal static class TestNotebook
{
    public static NotebookFile Of(params string[] cells) => OfCells([.. cells.Select(source => Code(source))]);

    public static NotebookFile OfCells(params JsonNode[] cells) => NotebookFile.Parse(new JsonObject
    {
        ["cells"] = new JsonArray(cells),
        ["metadata"] = new JsonObject
        {
            ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
        },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString(), "test.ipynb");

    public static JsonObject Code(string source, params string[] tags) => new()
    {
        ["cell_type"] = "code",
        ["execution_count"] = null,
        ["id"] = "c" + Math.Abs(string.GetHashCode(source, StringComparison.Ordinal)),
        ["metadata"] = new JsonObject { ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]) },
        ["outputs"] = new JsonArray(),
        ["source"] = source,
    };

    public static JsonObject Markdown(string source) => new()
    {
        ["cell_type"] = "markdown",
        ["id"] = "m1",
        ["metadata"] = new JsonObject(),
        ["source"] = source,
    };

    public static string OutputText(this NotebookCell cell, string mime)
        => string.Concat(cell.Outputs.Where(output => output["data"] is JsonObject data && data.ContainsKey(mime))
            .Select(output => output["data"]![mime] is JsonArray lines ? string.Concat(lines.Select(l => l!.GetValue<string>())) : output["data"]![mime]!.ToJsonString()));
}
