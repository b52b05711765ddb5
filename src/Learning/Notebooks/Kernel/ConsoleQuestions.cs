namespace Workbook.Learning.Notebooks;

/// <summary>Takes the place of Console.In: each line that a cell reads is asked of the reader; without one, the input has ended.</summary>
internal sealed class ConsoleQuestions : TextReader
{
    private string line = "";
    private int position;

    public override string? ReadLine()
    {
        if (position < line.Length)
        {
            var rest = line[position..].TrimEnd('\n');
            position = line.Length;
            return rest;
        }
        return Ask();
    }

    public override int Peek() => Fill() ? line[position] : -1;

    public override int Read() => Fill() ? line[position++] : -1;

    private bool Fill()
    {
        if (position < line.Length)
            return true;
        if (Ask() is not { } answer)
            return false;
        line = answer + "\n";
        position = 0;
        return true;
    }

    // The thread of a cell waits here and can be interrupted.
    private static string? Ask() => OutputSink.Current?.AskAsync(new InputQuestion("", false)).GetAwaiter().GetResult();
}
