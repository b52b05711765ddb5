using System.Text;

namespace Workbook.Cli.Top;

/// <summary>The terminal's second page, which is repainted without scrolling; disposing this brings back what was there before.</summary>
internal sealed class LiveTerminal : IDisposable
{
    // The alternate screen, without a cursor (xterm's control sequences).
    private const string Enter = "\e[?1049h\e[?25l", Leave = "\e[?25h\e[?1049l";

    // Home; what is left of each line; what is left of the page.
    private const string Home = "\e[H", RestOfLine = "\e[K", RestOfPage = "\e[J";

    private readonly CancellationTokenSource _quit;

    public LiveTerminal(CancellationToken cancellation)
    {
        _quit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Console.Out.Write(Enter);
        Console.Out.Flush();
        // Somebody who always reads keeps the terminal from showing what is typed.
        new Thread(ReadKeys) { IsBackground = true, Name = "keys" }.Start();
    }

    /// <summary>Cancelled when q was pressed, or what was given is.</summary>
    public CancellationToken Quit => _quit.Token;

    public static int Width => Math.Max(Console.WindowWidth, 40);

    public static int Height => Math.Max(Console.WindowHeight, 8);

    public static void Paint(IReadOnlyList<string> lines)
    {
        var page = new StringBuilder(Home);
        for (var i = 0; i < lines.Count; i++) page.Append(i > 0 ? "\r\n" : "").Append(lines[i]).Append(RestOfLine);
        Console.Out.Write(page.Append(RestOfPage));
        Console.Out.Flush();
    }

    public void Dispose()
    {
        Console.Out.Write(Leave);
        Console.Out.Flush();
    }

    private void ReadKeys()
    {
        try
        {
            while (Console.ReadKey(intercept: true).KeyChar is not ('q' or 'Q'))
            {
            }
            _quit.Cancel();
        }
        catch (InvalidOperationException)
        {
            // The terminal is gone.
            _quit.Cancel();
        }
    }
}
