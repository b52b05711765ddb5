using Spectre.Console;

namespace Workbook.Cli;

/// <summary>Colours and movement only where somebody can see them: not in a pipe, a file, or where NO_COLOR is set.</summary>
internal static class Terminal
{
    // Wider than any line: who reads a file or a pipe wraps lines as they like.
    private const int PipeWidth = 1_000_000;

    public static void Configure()
    {
        if (!Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "") return;
        AnsiConsole.Console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = PipeWidth;
    }
}
