using Workbook.Learning.Notebooks;
using Workbook.Web.Pages;
using Workbook.Web.Seats;

namespace Workbook.Web.Lessons;

/// <summary>
/// An open lesson: its cells, its kernel and its queue. Pages come and go, and several may show it at once; what runs goes on without them.
/// </summary>
internal sealed class LessonRoom : IAsyncDisposable
{
    private readonly LessonKernel _kernel;
    private readonly RunQueue _queue;
    private readonly Func<Task> _reset;
    private readonly TimeProvider _time;

    /// <param name="shelf">Where its notebook is read and kept.</param>
    /// <param name="lesson">Which.</param>
    /// <param name="launch">How its kernel is started.</param>
    /// <param name="makeRoom">Is called before a kernel of this room starts.</param>
    /// <param name="reset">Has the engine forget everything.</param>
    /// <param name="log">Hears how cells do.</param>
    /// <param name="time">Measures how long cells run.</param>
    /// <exception cref="NotebookFormatException">Its notebook cannot be read; the message says why.</exception>
    public LessonRoom(LessonShelf shelf, LessonEntry lesson, KernelLaunch launch, Func<LessonRoom, Task> makeRoom, Func<Task> reset, SeatLog log, TimeProvider time)
    {
        Lesson = lesson;
        (_reset, _time) = (reset, time);
        Cells = new(shelf, lesson);
        _kernel = new(launch, () => makeRoom(this), change => Cells.Tell(change));
        _queue = new(Cells, _kernel, (cell, problem) => log.Ran(lesson, cell, problem), time);
    }

    public LessonEntry Lesson { get; }

    public LessonCells Cells { get; }

    /// <summary>Whether nobody would miss its kernel.</summary>
    public bool IsQuiet => !Cells.IsWatched && IsIdle;

    /// <summary>Whether no cell runs or waits.</summary>
    public bool IsIdle => _queue.IsIdle;

    /// <summary>When a page came or asked for something last: see <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long Used { get; private set; }

    public bool HasKernel => _kernel.Live is not null;

    /// <summary>Whether it has a kernel, or is about to.</summary>
    public bool TakesKernel => _kernel.IsTaken;

    /// <summary>A page shows the lesson from now on: it is told all there is, and then what changes.</summary>
    public void Enter(RoomWatch watch)
    {
        Used = _time.GetTimestamp();
        watch.Tell(_kernel.State);
        if (_queue.Question is { } question) watch.Tell(question.Event);
        Cells.Watch(watch);
        _ = _kernel.WarmAsync();
    }

    /// <summary>A page shows the lesson and changes nothing.</summary>
    public void Watch(RoomWatch watch) => Cells.Watch(watch);

    public void Leave(RoomWatch watch) => Cells.Unwatch(watch);

    /// <summary>Does what a page asks for.</summary>
    public async Task TakeAsync(LessonRequest request, RoomWatch page, CancellationToken cancellation)
    {
        Used = _time.GetTimestamp();
        switch (request)
        {
            case LessonRequest.Run run:
                Cells.Edit(run.Cell, run.Source, page);
                _queue.Add([run.Cell]);
                break;
            case LessonRequest.RunAbove above:
                _queue.Add(Cells.WithCode(before: above.Cell));
                break;
            case LessonRequest.RunAll:
                _queue.Add(Cells.WithCode());
                break;
            case LessonRequest.Interrupt:
                _ = _queue.StopAsync();
                break;
            case LessonRequest.Restart restart:
                await RestartAsync(restart.Clean);
                break;
            case LessonRequest.Edit edit:
                Cells.Edit(edit.Cell, edit.Source, page);
                break;
            case LessonRequest.Add add:
                Cells.Add(add.After, LessonPage.Cell);
                break;
            case LessonRequest.Delete delete:
                Cells.Delete(delete.Cell);
                break;
            case LessonRequest.Restore:
                await RestoreAsync();
                break;
            case LessonRequest.Answer answer:
                _queue.Question?.Take(answer.Text);
                break;
            default:
                await HelpAsync(request, page, cancellation);
                break;
        }
    }

    /// <summary>Ends the kernel, to make room for others.</summary>
    /// <param name="why">What its pages are told.</param>
    public async Task RetireAsync(string why)
    {
        await _kernel.StopAsync();
        Cells.Forget();
        _kernel.Say("none", why);
    }

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        await _kernel.DisposeAsync();
    }

    private async Task RestartAsync(bool clean)
    {
        var stopped = _queue.StopAsync();
        await _kernel.StopAsync();
        await stopped;
        Cells.Forget();
        if (clean)
        {
            await _reset();
            Cells.ClearOutputs();
        }
        await _kernel.WarmAsync();
    }

    private async Task RestoreAsync()
    {
        await _queue.StopAsync();
        try
        {
            Cells.Restore();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotebookFormatException)
        {
            Cells.Tell(new LessonEvent.Trouble($"The original could not be given back: {error.Message}"));
        }
    }

    // While no kernel lives, nobody knows anything.
    private async Task HelpAsync(LessonRequest request, RoomWatch page, CancellationToken cancellation)
    {
        var kernel = _kernel.Live;
        switch (request)
        {
            case LessonRequest.Complete ask:
                page.Tell(new LessonEvent.Completed(ask.Ask, kernel is null ? new(ask.Position, ask.Position, []) : await kernel.CompleteAsync(ask.Code, ask.Position, cancellation)));
                break;
            case LessonRequest.Inspect ask:
                page.Tell(new LessonEvent.Inspected(ask.Ask, kernel is null ? null : await kernel.InspectAsync(ask.Code, ask.Position, cancellation)));
                break;
            case LessonRequest.Diagnose ask:
                var problems = kernel is null ? [] : await kernel.DiagnoseAsync(ask.Code, cancellation);
                // What cells above declare is no mistake for not having been run.
                page.Tell(new LessonEvent.Diagnosed(ask.Ask, Cells.IsWholeBefore(ask.Cell) ? problems : [.. problems.Where(problem => problem.IsSyntax)]));
                break;
            default:
                throw new System.Diagnostics.UnreachableException(request.GetType().Name);
        }
    }
}
