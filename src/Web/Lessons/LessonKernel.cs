using Workbook.Learning.Notebooks;

namespace Workbook.Web.Lessons;

/// <summary>The kernel of an open lesson: one process after the other.</summary>
/// <param name="launch">How one is started.</param>
/// <param name="makeRoom">Is called before one is started; throws <see cref="KernelStartException"/> where none may be.</param>
/// <param name="tell">Hears what became of it.</param>
internal sealed class LessonKernel(KernelLaunch launch, Func<Task> makeRoom, Action<LessonEvent.KernelChanged> tell) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private KernelProcess? _process;
    private volatile bool _isStarting;
    private volatile LessonEvent.KernelChanged _state = new("none", "");

    /// <summary>What was told last.</summary>
    public LessonEvent.KernelChanged State => _state;

    /// <summary>The process, if one lives.</summary>
    public KernelProcess? Live => _process is { Exited.IsCompleted: false } process ? process : null;

    /// <summary>Whether there is a process, or about to be one.</summary>
    public bool IsTaken => _isStarting || Live is not null;

    /// <summary>The process that lives, or a new one.</summary>
    /// <exception cref="KernelStartException">None can be started; the message says why.</exception>
    public async Task<KernelProcess> GetAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (Live is { } live) return live;
            if (Interlocked.Exchange(ref _process, null) is { } dead) await dead.DisposeAsync();
            _isStarting = true;
            await makeRoom();
            Say("starting", "");
            var process = _process = await KernelProcess.StartAsync(launch);
            _ = WatchAsync(process);
            Say("idle", "");
            return process;
        }
        catch (KernelStartException error)
        {
            Say("dead", $"No kernel could be started: {error.Message}");
            throw;
        }
        catch (TimeoutException error)
        {
            var slow = new KernelStartException("The kernel did not start in time. The machine may be busy: run the cell again.", error);
            Say("dead", slow.Message);
            throw slow;
        }
        finally
        {
            _isStarting = false;
            _turn.Release();
        }
    }

    /// <summary>Starts one that nobody waits for, so that the first cell need not wait either.</summary>
    public async Task WarmAsync()
    {
        try
        {
            if (_process is null) await GetAsync();
        }
        catch (KernelStartException)
        {
            // Its state says so.
        }
    }

    public void Say(string state, string message) => tell(_state = new(state, message));

    /// <summary>Ends the process. What its cells declared is gone.</summary>
    public async Task StopAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_process is not { } process) return;
            _process = null;
            await process.DisposeAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _turn.Dispose();
    }

    private async Task WatchAsync(KernelProcess process)
    {
        var code = await process.Exited;
        // One that was stopped on purpose is nobody's any more.
        if (_process == process) Say("dead", $"The kernel has ended (exit code {code}), and what the cells had declared is gone. The next cell that you run starts a new one; run the cells above first.");
    }
}
