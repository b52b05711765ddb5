using System.Collections.Concurrent;
using Workbook.Learning.Notebooks;
using Workbook.Web.Seats;

namespace Workbook.Web.Lessons;

/// <summary>The lessons that are open, each in its room.</summary>
internal sealed class LessonRooms(LessonShelf shelf, LessonKernels kernels, Func<Task> reset, SeatLog log, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _making = new(1);
    private readonly ConcurrentDictionary<string, LessonRoom> _rooms = new(StringComparer.Ordinal);

    /// <summary>The room of a lesson, which is opened if need be.</summary>
    /// <exception cref="NotebookFormatException">Its notebook cannot be read; the message says why.</exception>
    public LessonRoom Open(LessonEntry lesson) => _rooms.GetOrAdd(lesson.Name, _ => new LessonRoom(shelf, lesson, kernels.Launch(shelf.Folder), MakeRoomAsync, reset, log, time));

    /// <summary>Ends kernels of lessons that nobody looks at, where there are too many.</summary>
    public async Task TidyAsync()
    {
        var quiet = _rooms.Values.Where(room => room is { HasKernel: true, IsQuiet: true }).ToList();
        var surplus = _rooms.Values.Count(room => room.HasKernel) - kernels.Kept;
        foreach (var room in quiet.Take(Math.Max(0, surplus))) await room.RetireAsync("");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var room in _rooms.Values) await room.DisposeAsync();
        _making.Dispose();
    }

    // Before a kernel starts: an idle one of another lesson goes, first of all where nobody looks, then the one that was used longest ago.
    private async Task MakeRoomAsync(LessonRoom asking)
    {
        if (kernels.Most is not { } most) return;
        await _making.WaitAsync();
        try
        {
            while (_rooms.Values.Where(room => room != asking && room.TakesKernel).ToList() is var others && others.Count >= most)
            {
                var idle = others.Where(room => room is { HasKernel: true, IsIdle: true }).OrderByDescending(room => room.IsQuiet).ThenBy(room => room.Used).FirstOrDefault()
                    ?? throw new KernelStartException($"You may have {most} kernels at a time, and yours run cells of other lessons. Interrupt one of these, and run this again.");
                await idle.RetireAsync($"The kernel was ended, for another lesson needed one: you may have {most} at a time. The next cell that you run starts a new one; run the cells above first.");
            }
        }
        finally
        {
            _making.Release();
        }
    }
}
