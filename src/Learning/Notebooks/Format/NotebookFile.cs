using System.Text;
using System.Text.Json.Nodes;

namespace Workbook.Learning.Notebooks;

/// <summary>
/// A notebook in the nbformat 4 JSON format (https://nbformat.readthedocs.io). Reading and writing it again gives the
/// same bytes Jupyter would write; members that this class does not know are kept.
/// </summary>
public sealed class NotebookFile
{
    private readonly JsonObject root;

    private NotebookFile(JsonObject root, string name)
    {
        this.root = root;
        Name = name;
        Cells = Number(root);
    }

    /// <summary>What messages call this notebook: the path it was read from.</summary>
    public string Name { get; }

    public IReadOnlyList<NotebookCell> Cells { get; private set; }

    /// <summary>The kernelspec's name, such as <c>.net-csharp</c>; null where the file names none.</summary>
    public string? KernelName => NotebookText.Read((Metadata?["kernelspec"] as JsonObject)?["name"]);

    /// <summary>The notebook's language, such as <c>C#</c>; null where the file names none.</summary>
    public string? Language =>
        NotebookText.Read((Metadata?["kernelspec"] as JsonObject)?["language"])
        ?? NotebookText.Read((Metadata?["language_info"] as JsonObject)?["name"]);

    /// <summary>Reads a notebook from a file (UTF-8, with or without a byte order mark).</summary>
    /// <exception cref="NotebookFormatException">The file is missing or no nbformat 4 notebook.</exception>
    public static NotebookFile Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookFormatException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <param name="text">The notebook's JSON.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="NotebookFormatException">The text is no nbformat 4 notebook.</exception>
    public static NotebookFile Parse(string text, string name = "notebook")
        => new(NotebookValidation.Accept(text, name), name);

    /// <summary>What nbformat 4.5 finds wrong although the notebook can be run: missing or repeated ids, unknown cell types …</summary>
    public IReadOnlyList<string> Validate() => NotebookValidation.Check(root);

    /// <summary>The file's text: indentation 1, non-ASCII characters kept, a newline at the end.</summary>
    public string ToJson() => NotebookJson.Write(root);

    /// <summary>Writes the notebook beside its target first, so that a crash never leaves half a file.</summary>
    public void Write(string path)
    {
        var partial = path + ".partial";
        File.WriteAllText(partial, ToJson(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Puts an empty cell of C# behind another one, or in front of all. Cells are numbered anew.</summary>
    /// <param name="after">One of <see cref="Cells"/>, or null.</param>
    /// <param name="id">One that no other cell has: 1 to 64 letters, digits, '-' or '_'.</param>
    /// <returns>The new cell.</returns>
    public NotebookCell InsertCode(NotebookCell? after, string id)
    {
        var cell = new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["id"] = id,
            ["metadata"] = new JsonObject
            {
                ["dotnet_interactive"] = new JsonObject { ["language"] = "csharp" },
                ["polyglot_notebook"] = new JsonObject { ["kernelName"] = "csharp" },
            },
            ["outputs"] = new JsonArray(),
            ["source"] = new JsonArray(),
        };
        ((JsonArray)root["cells"]!).Insert(after?.Number ?? 0, cell);
        Cells = Number(root);
        return Cells[after?.Number ?? 0];
    }

    /// <summary>Takes a cell out. Cells are numbered anew.</summary>
    public void Remove(NotebookCell cell)
    {
        ((JsonArray)root["cells"]!).RemoveAt(cell.Number - 1);
        Cells = Number(root);
    }

    public NotebookFile Clone() => new((JsonObject)root.DeepClone(), Name);

    public void ClearOutputs()
    {
        foreach (var cell in Cells)
            cell.ClearOutputs();
    }

    private static NotebookCell[] Number(JsonObject root) => [.. ((JsonArray)root["cells"]!).Select((cell, index) => new NotebookCell((JsonObject)cell!, index + 1))];

    private JsonObject? Metadata => root["metadata"] as JsonObject;
}
