using System.Globalization;
using System.Security.Cryptography;
using Workbook.Learning.Notebooks;

namespace Workbook.Web.Lessons;

/// <summary>The cells of an open lesson, with what their runs put out. Everything here may be called from any thread.</summary>
internal sealed class LessonCells(LessonShelf shelf, LessonEntry lesson)
{
    /// <summary>Characters of one cell's outputs; more than anybody reads, and little enough to send again and again.</summary>
    private const int MostOutput = 512 * 1024;
    private const int NewIdBytes = 4;

    private readonly Lock _gate = new();
    private readonly List<RoomWatch> _watches = [];
    private readonly Dictionary<string, CellRun> _runs = new(StringComparer.Ordinal);
    private NotebookFile _notebook = shelf.Read(lesson);
    private NotebookOutputs _outputs = new();
    private bool _isUnsaved;

    public T Read<T>(Func<NotebookFile, T> read)
    {
        lock (_gate)
        {
            foreach (var run in _runs.Values) run.Outputs?.Store();
            return read(_notebook);
        }
    }

    public void Watch(RoomWatch watch)
    {
        lock (_gate)
        {
            _watches.Add(watch);
            foreach (var cell in _notebook.Cells.Where(cell => cell.IsCode)) watch.Touch(cell.Id);
        }
    }

    public void Unwatch(RoomWatch watch)
    {
        lock (_gate) _watches.Remove(watch);
    }

    /// <summary>Whether a page shows the lesson.</summary>
    public bool IsWatched
    {
        get
        {
            lock (_gate) return _watches.Count > 0;
        }
    }

    /// <param name="change">What all pages are told.</param>
    /// <param name="but">Who knows already.</param>
    public void Tell(LessonEvent change, RoomWatch? but = null)
    {
        lock (_gate)
        {
            foreach (var watch in _watches.Where(watch => watch != but)) watch.Tell(change);
        }
    }

    /// <summary>Null: there is no such cell any more.</summary>
    public LessonEvent.CellChanged? View(string id)
    {
        lock (_gate)
        {
            if (Find(id) is not { } cell) return null;
            var run = RunOf(id);
            run.Outputs?.Store();
            return new(id, run.Status.ToString().ToLowerInvariant(), cell.ExecutionCount, run.Elapsed?.TotalMilliseconds, HtmlOutputs.ToHtml(cell));
        }
    }

    /// <summary>The ids of cells that have code, in order.</summary>
    /// <param name="before">Only those in front of this one; null: all.</param>
    public IReadOnlyList<string> WithCode(string? before = null)
    {
        lock (_gate) return [.. _notebook.Cells.TakeWhile(cell => before is null || cell.Id != before).Where(cell => cell.IsCode && !string.IsNullOrWhiteSpace(cell.Source)).Select(cell => cell.Id)];
    }

    /// <summary>The number that the reader counts for a cell of code, from 1.</summary>
    public int NumberOf(string id)
    {
        lock (_gate) return _notebook.Cells.Where(each => each.IsCode).TakeWhile(each => each.Id != id).Count() + 1;
    }

    /// <summary>Whether the kernel knows what all cells in front of this one declare.</summary>
    public bool IsWholeBefore(string id)
    {
        lock (_gate) return WithCode(before: id).All(each => RunOf(each).IsDeclared);
    }

    public void Edit(string id, string source, RoomWatch? by)
    {
        lock (_gate)
        {
            if (Find(id) is not { } cell || cell.Source == source) return;
            cell.Source = source;
            Tell(new LessonEvent.SourceChanged(id, source), but: by);
        }
        Save();
    }

    public void Add(string after, Func<NotebookCell, string> render)
    {
        lock (_gate)
        {
            if (Find(after) is not { } cell) return;
            var added = _notebook.InsertCode(cell, "own-" + RandomNumberGenerator.GetHexString(NewIdBytes * 2, lowercase: true));
            Tell(new LessonEvent.CellAdded(after, render(added)));
        }
        Save();
    }

    public void Delete(string id)
    {
        lock (_gate)
        {
            if (Find(id) is not { } cell || RunOf(id).Status is CellRunStatus.Running or CellRunStatus.Queued) return;
            _notebook.Remove(cell);
            _runs.Remove(id);
            Tell(new LessonEvent.CellDeleted(id));
        }
        Save();
    }

    /// <summary>The original instead of the learner's copy.</summary>
    public void Restore()
    {
        lock (_gate)
        {
            shelf.Restore(lesson);
            Replace(shelf.Read(lesson));
        }
    }

    /// <summary>As if no cell had been run.</summary>
    public void ClearOutputs()
    {
        lock (_gate)
        {
            _notebook.ClearOutputs();
            Replace(_notebook);
        }
        Save();
    }

    /// <summary>The kernel knows nothing any more.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            foreach (var (id, run) in _runs.ToList()) _runs[id] = run with { IsDeclared = false };
        }
    }

    public void Mark(string id, CellRunStatus status)
    {
        lock (_gate)
        {
            _runs[id] = RunOf(id) with { Status = status };
            Touch(id);
        }
    }

    /// <summary>A cell begins to run: its code, and who takes its outputs. Null: there is no such cell any more.</summary>
    public (CellCode Code, Action<KernelOutput> Output)? Begin(string id)
    {
        lock (_gate)
        {
            if (Find(id) is not { } cell) return null;
            cell.ClearOutputs();
            var outputs = _outputs.Open(cell, MostOutput);
            _runs[id] = new() { Status = CellRunStatus.Running, Outputs = outputs };
            Touch(id);
            return (new CellCode(cell.Source, string.Create(CultureInfo.InvariantCulture, $"cell {NumberOf(id)}")), output => Take(id, outputs, output));
        }
    }

    /// <summary>A cell has run, or could not be run.</summary>
    /// <returns>Whether it did what it should.</returns>
    public bool End(string id, CellOutcome outcome, TimeSpan elapsed)
    {
        CellRunStatus status;
        lock (_gate)
        {
            if (Find(id) is not { } cell || RunOf(id) is not { Outputs: { } outputs } run) return true;
            if (outcome.Error is { } error) outputs.AddError(error);
            if (outcome.Status != CellStatus.KernelDied) cell.ExecutionCount = outcome.ExecutionCount;
            var isMeant = outcome.Status == CellStatus.Failed && cell.RaisesException;
            status = outcome.Status switch
            {
                CellStatus.Ok => CellRunStatus.Ok,
                CellStatus.Failed => isMeant ? CellRunStatus.Ok : CellRunStatus.Failed,
                CellStatus.Interrupted => CellRunStatus.Interrupted,
                CellStatus.KernelDied => CellRunStatus.Died,
                _ => throw new System.Diagnostics.UnreachableException(outcome.Status.ToString()),
            };
            _runs[id] = run with { Status = status, Elapsed = elapsed, IsDeclared = status == CellRunStatus.Ok };
            Touch(id);
        }
        Save();
        return status == CellRunStatus.Ok;
    }

    private void Save()
    {
        try
        {
            Read(notebook =>
            {
                shelf.Save(lesson, notebook);
                return notebook;
            });
            if (Interlocked.Exchange(ref _isUnsaved, false)) Tell(new LessonEvent.Trouble(""));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _isUnsaved = true;
            Tell(new LessonEvent.Trouble($"Your changes could not be kept: {error.Message} Make room or give this user the folder .workbook, and change or run something again; until then they are in this page only."));
        }
    }

    private void Take(string id, CellOutputs outputs, KernelOutput output)
    {
        outputs.Add(output);
        lock (_gate)
        {
            // An update may be for what another cell displays.
            foreach (var (cell, run) in _runs)
            {
                if ((cell == id || output is UpdateOutput) && run.Outputs?.TakeNews() == true) Touch(cell);
            }
        }
    }

    private void Replace(NotebookFile notebook)
    {
        _outputs.Close();
        _outputs = new();
        _runs.Clear();
        _notebook = notebook;
        Tell(new LessonEvent.Replaced());
    }

    private void Touch(string id)
    {
        foreach (var watch in _watches) watch.Touch(id);
    }

    private NotebookCell? Find(string id) => _notebook.Cells.FirstOrDefault(cell => cell.Id == id);

    private CellRun RunOf(string id) => _runs.GetValueOrDefault(id) ?? new();
}
