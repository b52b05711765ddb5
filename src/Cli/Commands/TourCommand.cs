using Spectre.Console;
using Workbook.Cli.Tour;
using Workbook.Server;

namespace Workbook.Cli.Commands;

/// <summary><c>workbook</c> without arguments: the product at its main job, in about fifteen seconds.</summary>
internal static class TourCommand
{
    private const int Interrupted = 130;

    public static async Task<int> RunAsync(CancellationToken cancellation)
    {
        try
        {
            await using var aws = await LocalAws.StartAsync(cancellation: cancellation);
            using var guide = new TourGuide(AnsiConsole.Console, aws.Endpoint, TimeProvider.System);
            await guide.RunAsync(cancellation);
            return 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Interrupted;
        }
    }
}
