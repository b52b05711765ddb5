using Spectre.Console;

namespace Workbook.Cli;

/// <summary>Colours and movement only where somebody can see them: not in a pipe, a file, or where NO_COLOR is set.</summary>
internal static class Terminal
{
    private const int PipeWidth = 160;

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
