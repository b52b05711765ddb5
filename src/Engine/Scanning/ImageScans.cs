using System.Diagnostics.CodeAnalysis;
using Workbook.Engine.Runtimes;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Images;
using Workbook.Orchestration.Images.Scanning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecr;

namespace Workbook.Engine.Scanning;

/// <summary>
/// Carries scans out, one after the other, and tells what came of them. The clock is held meanwhile: as far as the engine's time
/// goes, a scan takes none. What ends with the process is decided again by the next one.
/// </summary>
internal sealed class ImageScans(IImageScanner scanner, EngineClock clock) : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private IObservations? _observations;
    private Task _last = Task.CompletedTask;

    public void Connect(IObservations observations) => _observations = observations;

    public void Start(World world, ScanImage decision)
    {
        if (ImageLookup.ByDigest(world, decision.RepositoryName, decision.Digest) is not { } image) return;
        clock.Hold();
        lock (_gate)
        {
            var before = _last;
            _last = Task.Run(() => RunAsync(before, world.Scope, image));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Task last;
        lock (_gate) last = _last;
        await last;
        _end.Dispose();
    }

    private async Task RunAsync(Task before, AccountRegion scope, EcrImage image)
    {
        await before;
        try
        {
            if (await ScanAsync(image) is { } seen) _observations!.Observe(scope, seen);
        }
        finally
        {
            clock.Release();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever is wrong with an image or a program is said of the scan; the next one goes on.")]
    private async Task<ImageScanned?> ScanAsync(EcrImage image)
    {
        try
        {
            var outcome = await scanner.ScanAsync(image, _end.Token);
            return new(image.RepositoryName, image.Digest, ScanStatus.Complete, "The scan was completed successfully.", outcome.Findings, outcome.SourceUpdatedAt);
        }
        catch (Exception) when (_end.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception error)
        {
            return new(image.RepositoryName, image.Digest, ScanStatus.Failed, error.Message, [], null);
        }
    }
}
