namespace Workbook.Learning.Notebooks;

/// <summary>A notebook file that cannot be read or run as it is; the message names the file, the place and the way out.</summary>
public sealed class NotebookFormatException : Exception
{
    public NotebookFormatException(string message) : base(message) { }

    public NotebookFormatException(string message, Exception inner) : base(message, inner) { }
}
