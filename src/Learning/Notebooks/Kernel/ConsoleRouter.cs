using System.Text;

namespace Workbook.Learning.Notebooks;

/// <summary>Takes the place of Console.Out or Console.Error: each write goes to the cell that makes it, at once.</summary>
internal sealed class ConsoleRouter(string stream, TextWriter elsewhere) : TextWriter(System.Globalization.CultureInfo.InvariantCulture)
{
    // Keeps a message to the front end well below what it accepts.
    private const int LongestPiece = 1024 * 1024;

    private static readonly Lock Gate = new();
    private static bool installed;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Redirects this process's console; what is written outside of any cell still goes to the real one.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (installed)
                return;
            installed = true;
            Console.SetIn(new ConsoleQuestions());
            Console.SetOut(new ConsoleRouter("stdout", Console.Out) { NewLine = "\n" });
            Console.SetError(new ConsoleRouter("stderr", Console.Error) { NewLine = "\n" });
        }
    }

    public override void Write(char value) => Send(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Send(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Send(buffer.ToString());

    public override void Write(string? value) => Send(value ?? "");

    public override void WriteLine() => Send(NewLine);

    public override void WriteLine(string? value) => Send(value + NewLine);

    public override void WriteLine(ReadOnlySpan<char> buffer) => Send(string.Concat(buffer, NewLine));

    public override void WriteLine(char value) => Send(value + NewLine);

    private void Send(string text)
    {
        if (text.Length == 0)
            return;
        if (OutputSink.Current is not { } sink)
        {
            elsewhere.Write(text);
            return;
        }
        for (var start = 0; start < text.Length; start += LongestPiece)
            sink.Send(new StreamOutput(stream, text[start..Math.Min(text.Length, start + LongestPiece)]));
    }
}
