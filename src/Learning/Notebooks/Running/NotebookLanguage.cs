namespace Workbook.Learning.Notebooks;

/// <summary>Whether a notebook is one for this kernel.</summary>
internal static class NotebookLanguage
{
    /// <exception cref="NotebookFormatException">It is in another language, or a cell of it is.</exception>
    public static void RequireCSharp(NotebookFile notebook)
    {
        if (notebook.Language is { } language && !IsCSharp(language))
        {
            throw new NotebookFormatException(
                $"'{notebook.Name}' is a notebook in {language} (kernel '{notebook.KernelName}'); this program runs notebooks in C#. Open it with its own kernel, or, if its cells are in C#, choose the kernel '.net-csharp' for it.");
        }
        foreach (var cell in notebook.Cells.Where(cell => cell.IsCode))
        {
            if (cell.Language is { } other && !IsCSharp(other))
            {
                throw new NotebookFormatException(
                    $"'{notebook.Name}', cell {cell.Number} is in {other}; this program runs cells in C# only. Write it in C#, or make it a Markdown cell.");
            }
        }
    }

    private static bool IsCSharp(string language) => language.ToUpperInvariant() is "C#" or "CSHARP" or "CS" or ".NET";
}
