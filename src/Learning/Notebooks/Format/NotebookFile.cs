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
        var cells = (JsonArray)root["cells"]!;
        Cells = [.. cells.Select((cell, index) => new NotebookCell((JsonObject)cell!, index + 1))];
    }

    /// <summary>What messages call this notebook: the path it was read from.</summary>
    public string Name { get; }

    public IReadOnlyList<NotebookCell> Cells { get; }

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

    public NotebookFile Clone() => new((JsonObject)root.DeepClone(), Name);

    public void ClearOutputs()
    {
        foreach (var cell in Cells)
            cell.ClearOutputs();
    }

    private JsonObject? Metadata => root["metadata"] as JsonObject;
}
