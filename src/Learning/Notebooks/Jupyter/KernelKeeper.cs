namespace Workbook.Learning.Notebooks;

/// <summary>Keeps one kernel process at hand; one that has ended is followed by a fresh one.</summary>
internal sealed class KernelKeeper : IAsyncDisposable
{
    private readonly Func<CancellationToken, Task<KernelProcess>> start;
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private Task<KernelProcess> current;

    /// <summary>Begins to start the first one.</summary>
    public KernelKeeper(Func<CancellationToken, Task<KernelProcess>> start)
    {
        this.start = start;
        current = Task.Run(() => start(stop.Token));
    }

    /// <summary>The living kernel, and whether it is another one than before.</summary>
    /// <exception cref="KernelStartException">None can be started.</exception>
    public async Task<(KernelProcess Kernel, bool IsNew)> GetAsync()
    {
        await turn.WaitAsync(stop.Token);
        try
        {
            await Task.WhenAny(current);
            if (current.IsCompletedSuccessfully && !(await current).Exited.IsCompleted)
                return (await current, false);
            var isNew = current.IsCompletedSuccessfully;
            if (isNew)
                await (await current).DisposeAsync();
            current = start(stop.Token);
            return (await current, isNew);
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        try
        {
            await (await current).DisposeAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or KernelStartException)
        {
            // It never came to life.
        }
        stop.Dispose();
        turn.Dispose();
    }
}
