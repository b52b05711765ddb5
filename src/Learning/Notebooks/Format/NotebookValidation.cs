using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Workbook.Learning.Notebooks;

/// <summary>
/// Two degrees of wrong: <see cref="Accept"/> refuses what cannot be run at all, <see cref="Check"/> lists where a
/// runnable notebook departs from nbformat 4.5.
/// </summary>
internal static partial class NotebookValidation
{
    public static JsonObject Accept(string text, string name)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new NotebookFormatException($"'{name}' is empty; a notebook is a JSON file in the nbformat 4.5 format.");
        JsonNode? node;
        try
        {
            node = NotebookJson.Parse(text);
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line ? $" (line {line + 1}, byte {e.BytePositionInLine + 1})" : "";
            throw new NotebookFormatException($"'{name}' is not valid JSON{place}: {FirstSentence(e.Message)}", e);
        }
        if (node is not JsonObject root)
            throw new NotebookFormatException($"'{name}' is JSON, but not a notebook: its top level is no object.");
        AcceptVersion(root, name);
        if (root["cells"] is not JsonArray cells)
            throw new NotebookFormatException($"'{name}' has no list 'cells', which every nbformat 4 notebook has.");
        for (var i = 0; i < cells.Count; i++)
            AcceptCell(cells[i], $"'{name}', cells[{i}]");
        return root;
    }

    public static IReadOnlyList<string> Check(JsonObject root)
    {
        var problems = new List<string>();
        if (root["metadata"] is not JsonObject)
            problems.Add("the notebook has no object 'metadata'");
        if (Number(root["nbformat_minor"]) is not >= 5)
            problems.Add("nbformat_minor is below 5: cells need ids");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var cell in (JsonArray)root["cells"]!)
            CheckCell((JsonObject)cell!, $"cells[{index++}]", ids, problems);
        return problems;
    }

    private static void AcceptVersion(JsonObject root, string name)
    {
        var major = Number(root["nbformat"]) ?? throw new NotebookFormatException(
            $"'{name}' is JSON, but not a notebook: it has no whole number 'nbformat'.");
        if (major < 4)
            throw new NotebookFormatException(
                $"'{name}' is in the old nbformat {major}; convert it with `jupyter nbconvert --to notebook --nbformat 4 FILE`.");
        if (major > 4)
            throw new NotebookFormatException($"'{name}' is in nbformat {major}; this program reads nbformat 4 (4.5).");
    }

    private static void AcceptCell(JsonNode? node, string place)
    {
        if (node is not JsonObject cell)
            throw new NotebookFormatException($"{place} is no object.");
        if (NotebookText.Read(cell["cell_type"]) is not { Length: > 0 })
            throw new NotebookFormatException($"{place} has no string 'cell_type' (code, markdown or raw).");
        if (NotebookText.Read(cell["source"]) is null)
            throw new NotebookFormatException($"{place} has no 'source' that is a string or a list of strings.");
        if (cell["metadata"] is not (null or JsonObject))
            throw new NotebookFormatException($"{place} has a 'metadata' that is no object.");
        if (cell["outputs"] is not (null or JsonArray))
            throw new NotebookFormatException($"{place} has 'outputs' that are no list.");
    }

    private static void CheckCell(JsonObject cell, string place, HashSet<string> ids, List<string> problems)
    {
        var type = NotebookText.Read(cell["cell_type"]);
        if (type is not ("code" or "markdown" or "raw"))
            problems.Add($"{place}: unknown cell_type '{type}'");
        if (cell["metadata"] is not JsonObject)
            problems.Add($"{place}: no object 'metadata'");
        if (type == "code" && cell["outputs"] is not JsonArray)
            problems.Add($"{place}: no list 'outputs'");
        if (type == "code" && !cell.ContainsKey("execution_count"))
            problems.Add($"{place}: no 'execution_count'");
        if (type != "code" && cell.ContainsKey("outputs"))
            problems.Add($"{place}: only code cells have 'outputs'");
        var id = NotebookText.Read(cell["id"]);
        if (id is null || !CellId().IsMatch(id))
            problems.Add($"{place}: the id must be 1 to 64 letters, digits, '-' or '_'");
        else if (!ids.Add(id))
            problems.Add($"{place}: the id '{id}' is used twice");
    }

    private static int? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out int number) ? number : null;

    private static string FirstSentence(string message)
        => message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0];

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$")]
    private static partial Regex CellId();
}
