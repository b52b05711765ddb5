using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbook.Learning.Notebooks;

/// <summary>One cell of a <see cref="NotebookFile"/>: a typed view on its JSON; what it does not name stays as it is.</summary>
public sealed class NotebookCell
{
    private readonly JsonObject json;

    internal NotebookCell(JsonObject json, int number)
    {
        this.json = json;
        Number = number;
    }

    /// <summary>Position among all cells of the notebook, counted from 1.</summary>
    public int Number { get; }

    /// <summary><c>code</c>, <c>markdown</c>, <c>raw</c>, or a type of a later format, which is kept and not run.</summary>
    public string Type => json["cell_type"]!.GetValue<string>();

    public bool IsCode => Type == "code";

    /// <summary>The id that nbformat 4.5 asks for; empty in older files.</summary>
    public string Id => json["id"] is JsonValue id && id.GetValueKind() == JsonValueKind.String ? id.GetValue<string>() : "";

    public string Source
    {
        get => NotebookText.Read(json["source"]) ?? "";
        set => json["source"] = NotebookText.Write(value);
    }

    public IReadOnlyList<string> Tags => Metadata?["tags"] is JsonArray tags
        ? [.. tags.Select(NotebookText.Read).OfType<string>()]
        : [];

    /// <summary>Tagged <c>raises-exception</c>: the cell is meant to fail, and a run in which it does not is wrong.</summary>
    public bool RaisesException => Tags.Contains("raises-exception", StringComparer.Ordinal);

    /// <summary>The language of a code cell as Polyglot Notebooks and .NET Interactive note it, or null where none is noted.</summary>
    public string? Language =>
        NotebookText.Read((Metadata?["polyglot_notebook"] as JsonObject)?["kernelName"])
        ?? NotebookText.Read((Metadata?["dotnet_interactive"] as JsonObject)?["language"]);

    public int? ExecutionCount
    {
        get => json["execution_count"] is JsonValue count && count.TryGetValue(out int number) ? number : null;
        set => json["execution_count"] = value is { } number ? JsonValue.Create(number) : null;
    }

    /// <summary>The outputs as nbformat has them; empty for a cell that is no code.</summary>
    public IReadOnlyList<JsonObject> Outputs => json["outputs"] is JsonArray outputs ? [.. outputs.OfType<JsonObject>()] : [];

    /// <summary>The streamed text of the cell: every <c>stream</c> output of that name, joined.</summary>
    /// <param name="name"><c>stdout</c> or <c>stderr</c>.</param>
    public string StreamText(string name) => string.Concat(Outputs
        .Where(output => NotebookText.Read(output["output_type"]) == "stream" && NotebookText.Read(output["name"]) == name)
        .Select(output => NotebookText.Read(output["text"])));

    public void ClearOutputs()
    {
        if (!IsCode)
            return;
        ExecutionCount = null;
        json["outputs"] = new JsonArray();
    }

    /// <summary>Whether both are views on the same cell.</summary>
    internal bool IsSame(NotebookCell other) => ReferenceEquals(json, other.json);

    internal void SetOutputs(IEnumerable<JsonObject> outputs) => json["outputs"] = new JsonArray([.. outputs]);

    private JsonObject? Metadata => json["metadata"] as JsonObject;
}
