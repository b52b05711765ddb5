using System.Collections.Concurrent;
using Workbook.Learning.Notebooks;

namespace Workbook.Web.Lessons;

/// <summary>The lessons that are open, each in its room.</summary>
internal sealed class LessonRooms(LessonShelf shelf, Func<string, KernelLaunch> launch, Func<Task> reset, TimeProvider time) : IAsyncDisposable
{
    // A kernel takes some 150 MiB; more than this many are kept only where pages show them or cells run.
    private const int MostKernels = 3;

    private readonly ConcurrentDictionary<string, LessonRoom> _rooms = new(StringComparer.Ordinal);

    /// <summary>The room of a lesson, which is opened if need be.</summary>
    /// <exception cref="NotebookFormatException">Its notebook cannot be read; the message says why.</exception>
    public LessonRoom Open(LessonEntry lesson) => _rooms.GetOrAdd(lesson.Name, _ => new LessonRoom(shelf, lesson, launch(shelf.Folder), reset, time));

    /// <summary>Ends kernels of lessons that nobody looks at, where there are too many.</summary>
    public async Task TidyAsync()
    {
        var quiet = _rooms.Values.Where(room => room is { HasKernel: true, IsQuiet: true }).ToList();
        var surplus = _rooms.Values.Count(room => room.HasKernel) - MostKernels;
        foreach (var room in quiet.Take(Math.Max(0, surplus))) await room.RetireAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var room in _rooms.Values) await room.DisposeAsync();
    }
}
